/*
 * Run by the engine when a ReplicaRestore is deleted: puts every Deployment of the shop back to
 * the replica count that the program last asked for. Reads KUBE_CONTEXT, SHOP_NAMESPACE and
 * FOREIGN_AUTOSCALERS (`keep` or `remove`).
 */
import {
    AppsV1Api,
    AutoscalingV2Api,
    type KubeConfig,
    PatchStrategy,
    setHeaderOptions,
    type V1Deployment,
} from "@kubernetes/client-node";

import { annotations, managedBy } from "../components/names";
import { contextOf } from "./kubeconfig";

const managedSelector = Object.entries(managedBy)
    .map((pair) => pair.join("="))
    .join(",");

/**
 * For how long the counts must stay as they were put, in ms. A control loop of an autoscaler that
 * was deleted a moment ago may still write its last decision.
 */
const settleMs = 3000;
const pollMs = 250;

export interface RestoreOptions {
    readonly namespace: string;
    /** Also delete autoscalers that the stack does not own, on the Deployments it owns. */
    readonly removeForeignAutoscalers: boolean;
}

/** Restores the counts and waits until they stay. Returns what was done, one line each. */
export async function restoreReplicas(
    config: KubeConfig,
    { namespace, removeForeignAutoscalers }: RestoreOptions,
): Promise<readonly string[]> {
    const done = removeForeignAutoscalers ? await removeForeign(config, namespace) : [];
    const apps = config.makeApiClient(AppsV1Api);
    for (let quiet = 0; quiet < settleMs;) {
        const restored = await restoreOnce(apps, namespace);
        done.push(...restored);
        quiet = restored.length > 0 ? 0 : quiet + pollMs;
        await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
    return done;
}

async function restoreOnce(apps: AppsV1Api, namespace: string): Promise<string[]> {
    const { items } = await apps.listNamespacedDeployment({
        namespace,
        labelSelector: managedSelector,
    });
    const off = items.flatMap((deployment) => {
        const wanted = wantedReplicas(deployment);
        const has = deployment.spec?.replicas;
        // Scaled to nothing is a fault, of this or another stack, and ends where it was set.
        return wanted === undefined || has === wanted || has === 0 ? [] : [{ deployment, wanted }];
    });
    return Promise.all(
        off.map(async ({ deployment, wanted }) => {
            const name = deployment.metadata?.name ?? "";
            await apps.patchNamespacedDeploymentScale(
                { name, namespace, body: { spec: { replicas: wanted } } },
                setHeaderOptions("Content-Type", PatchStrategy.MergePatch),
            );
            return `${name}: ${deployment.spec?.replicas ?? 1} back to ${wanted} replicas`;
        }),
    );
}

/** Absent while an autoscaler of ours owns the count. */
function wantedReplicas({ metadata }: V1Deployment): number | undefined {
    const text = metadata?.annotations?.[annotations.replicas];
    return text === undefined ? undefined : Number(text);
}

async function removeForeign(config: KubeConfig, namespace: string): Promise<string[]> {
    const autoscaling = config.makeApiClient(AutoscalingV2Api);
    const { items } = await autoscaling.listNamespacedHorizontalPodAutoscaler({ namespace });
    const [key, value] = Object.entries(managedBy)[0] ?? ["", ""];
    const foreign = items.filter(({ metadata }) => metadata?.labels?.[key] !== value);
    return Promise.all(
        foreign.map(async ({ metadata, spec }) => {
            const name = metadata?.name ?? "";
            await autoscaling.deleteNamespacedHorizontalPodAutoscaler({ name, namespace });
            return `autoscaler ${name} of ${spec.scaleTargetRef.name}: removed`;
        }),
    );
}

async function main(): Promise<void> {
    const { KUBE_CONTEXT = "", SHOP_NAMESPACE = "", FOREIGN_AUTOSCALERS } = process.env;
    const done = await restoreReplicas(contextOf(KUBE_CONTEXT), {
        namespace: SHOP_NAMESPACE,
        removeForeignAutoscalers: FOREIGN_AUTOSCALERS === "remove",
    });
    for (const line of done) {
        console.log(line);
    }
}

if (require.main === module) {
    main().catch((error: unknown) => {
        console.error(`Replica counts were not put back: ${String(error)}`);
        process.exitCode = 1;
    });
}
