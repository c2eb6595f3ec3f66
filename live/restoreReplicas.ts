/*
 * Run by the engine when a ReplicaRestore is deleted: puts every Deployment of the shop back to
 * the replica count that the program last asked for. Reads KUBE_CONTEXT, SHOP_NAMESPACE and
 * FOREIGN_AUTOSCALERS (`keep` or `remove`), and PULUMI_K8S_DELETE_UNREACHABLE of the engine's own
 * environment.
 */
import "./requireNode";

import type { KubeConfig } from "@kubernetes/client-node";

import { clusterReader } from "./cluster";
import { contextOf, contexts } from "./kubeconfig";
import { restoreReplicas } from "./replicaCounts";
import { ApiServerError, apiReader } from "./snapshot/apiServer";
import { replaceHeldBack } from "./sweepIncident";
import { messageOf } from "../tools/messageOf";

/** The cluster behind the context; undefined when it went, and its context with it. */
async function clusterOf(context: string): Promise<KubeConfig | undefined> {
    if (!contexts().includes(context)) {
        // As `kind delete cluster` leaves it: there is nothing left to restore.
        console.log(`There is no context ${context} any more: no replica counts to put back.`);
        return undefined;
    }
    const config = contextOf(context);
    await apiReader(config)
        .get("/version")
        .catch((error: unknown) => {
            // A refusal is an answer, too.
            if (!(error instanceof ApiServerError && error.status > 0)) {
                throw error;
            }
        });
    return config;
}

async function main(): Promise<void> {
    const { KUBE_CONTEXT = "", SHOP_NAMESPACE = "", FOREIGN_AUTOSCALERS } = process.env;
    const config = await clusterOf(KUBE_CONTEXT).catch((error: unknown) => {
        // The switch of the Kubernetes provider: who sets it has given the cluster up.
        if (process.env.PULUMI_K8S_DELETE_UNREACHABLE === "true") {
            console.error(`${messageOf(error)}. There are no replica counts to put back any more.`);
            return undefined;
        }
        throw new Error(
            `${messageOf(error)}. If that cluster is gone for good, docs/operations.md has the way ` +
                'out: "The cluster is gone, the stack is not"',
            { cause: error },
        );
    });
    if (config === undefined) {
        return;
    }
    const isEndOfIncident = FOREIGN_AUTOSCALERS === "remove";
    const done = await restoreReplicas(config, {
        namespace: SHOP_NAMESPACE,
        removeForeignAutoscalers: isEndOfIncident,
    });
    if (isEndOfIncident) {
        const leases = await clusterReader(config).incidentLeases(SHOP_NAMESPACE);
        // Its own lease may still be there; under another incident a back-off is its symptom.
        if (leases.length <= 1) {
            await replaceHeldBack(config, SHOP_NAMESPACE);
        }
    }
    for (const line of done) {
        console.log(line);
    }
}

main().catch((error: unknown) => {
    console.error(`Replica counts were not put back: ${messageOf(error)}`);
    process.exitCode = 1;
});
