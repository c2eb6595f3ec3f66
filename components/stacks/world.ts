import type * as pulumi from "@pulumi/pulumi";

import type { ScenarioRegistry } from "../../scenarios/registry";
import type { Scenario } from "../../scenarios/scenario";
import type { ClusterReader } from "../incident/clusterState";
import type { DatadogKeys } from "../settings/datadogKeys";

/** What the program reaches outside of Pulumi; handed in, so that plans and tests need none. */
export interface World {
    readonly scenarios: ScenarioRegistry;
    /** Reads of the cluster behind a context of the kubeconfig; throws when there is none. */
    readonly connect: (context: string) => ClusterReader | Promise<ClusterReader>;
    /** The files of an incident's load run, by the name under which Locust finds them. */
    readonly loadFiles: (scenario: Scenario) => Readonly<Record<string, string>>;
    /** Stops the load of an incident, and waits until it is gone. */
    readonly sweepLoad: (context: string, namespace: string) => Promise<void>;
    /** Removes what else an incident brought along; its faults must be undone. */
    readonly sweepRest: (context: string, namespace: string) => Promise<void>;
    readonly datadogKeys: () => DatadogKeys;
    /** Why the account behind an API's base URL cannot be used; undefined when it can. */
    readonly datadogObjection: (
        apiUrl: string,
        apiKey: string,
        appKey: string,
    ) => Promise<string | undefined>;
    readonly sleep: (seconds: number) => Promise<void>;
}

/** The providers that everything of a stack is handed. */
export interface ProviderOptions {
    readonly providers: pulumi.ProviderResource[];
}

/** What a stack exports. */
export type Outputs = Record<string, unknown>;
