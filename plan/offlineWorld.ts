import * as pulumi from "@pulumi/pulumi";

import type { ClusterReader } from "../components/incident/clusterState";
import type { World } from "../components/stacks/world";
import { scenarioFiles } from "../scenarios/scenarioFiles";
import { scenarios } from "../scenarios/registry";

/** A cluster in which nothing stands in the way: empty. */
export const emptyCluster: ClusterReader = {
    namespaceLabels: () => Promise.resolve(undefined),
    nodeLabels: () => Promise.resolve([]),
    metricsApi: () => Promise.resolve("unknown"),
    autoscalers: () => Promise.resolve([]),
    policyEnforcer: () => Promise.resolve("no cluster"),
    nodePortOwners: () => Promise.resolve([]),
    expiredHolders: () => Promise.resolve([]),
    incidentLeases: () => Promise.resolve([]),
    deployments: () => Promise.resolve([]),
    catalogueFailure: () => Promise.resolve(undefined),
};

/** The world of a plan: the real incidents, no cluster. */
export const offlineWorld: World = {
    scenarios,
    connect: () => emptyCluster,
    loadFiles: scenarioFiles,
    sweepLoad: () => Promise.resolve(),
    sweepRest: () => Promise.resolve(),
    // A plan is the same with and without an account.
    datadogKeys: () => ({
        apiKey: pulumi.secret("the API key"),
        appKey: pulumi.secret("the application key"),
        apiUrl: undefined,
    }),
    datadogObjection: () => Promise.resolve(undefined),
    sleep: () => Promise.resolve(),
};
