/** The replica counts that the program last asked for. */
import {
    AppsV1Api,
    AutoscalingV2Api,
    type KubeConfig,
    PatchStrategy,
    setHeaderOptions,
    type V1Deployment,
    type V2HorizontalPodAutoscaler,
} from "@kubernetes/client-node";

import { annotations, isManaged, managedSelector } from "../shop/names";
import { clusterReader, found } from "./cluster";

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
    options: RestoreOptions,
): Promise<readonly string[]> {
    const { namespace, removeForeignAutoscalers } = options;
    const done = removeForeignAutoscalers ? await removeForeign(config, namespace) : [];
    for (let quiet = 0; quiet < settleMs;) {
        const restored = await restoreOnce(config, options);
        done.push(...restored);
        quiet = restored.length > 0 ? 0 : quiet + pollMs;
        await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
    return done;
}

async function restoreOnce(
    config: KubeConfig,
    { namespace, removeForeignAutoscalers }: RestoreOptions,
): Promise<string[]> {
    const apps = config.makeApiClient(AppsV1Api);
    const autoscaling = config.makeApiClient(AutoscalingV2Api);
    // A service that another incident has taken away comes back when that one ends.
    const leases = (await clusterReader(config).incidentLeases(namespace)).length;
    const isShared = leases > (removeForeignAutoscalers ? 1 : 0);
    // Where a foreign autoscaler was kept, the count is its own.
    const foreign = await foreignAutoscalers(autoscaling, namespace);
    const kept = foreign.map(({ spec }) => spec.scaleTargetRef.name);
    const off = (await ownDeployments(apps, namespace)).flatMap((deployment) => {
        const wanted = wantedReplicas(deployment);
        const has = deployment.spec?.replicas;
        const name = nameOf(deployment);
        const isElsewhere = kept.includes(name) || (has === 0 && isShared);
        const isRight = wanted === undefined || has === wanted || isElsewhere;
        return isRight ? [] : [{ name, has, wanted }];
    });
    return Promise.all(
        off.map(async ({ name, has, wanted }) => {
            const body = { spec: { replicas: wanted } };
            const patch = setHeaderOptions("Content-Type", PatchStrategy.MergePatch);
            await found(apps.patchNamespacedDeploymentScale({ name, namespace, body }, patch));
            return `${name}: ${has ?? 1} back to ${wanted} replicas`;
        }),
    );
}

async function ownDeployments(apps: AppsV1Api, namespace: string): Promise<V1Deployment[]> {
    const { items } = await apps.listNamespacedDeployment({
        namespace,
        labelSelector: managedSelector,
    });
    return items;
}

function nameOf({ metadata }: V1Deployment | V2HorizontalPodAutoscaler): string {
    return metadata?.name ?? "";
}

/** Absent while an autoscaler of ours owns the count. */
function wantedReplicas({ metadata }: V1Deployment): number | undefined {
    const text = metadata?.annotations?.[annotations.replicas];
    return text === undefined ? undefined : Number(text);
}

async function foreignAutoscalers(
    autoscaling: AutoscalingV2Api,
    namespace: string,
): Promise<V2HorizontalPodAutoscaler[]> {
    const { items } = await autoscaling.listNamespacedHorizontalPodAutoscaler({ namespace });
    return items.filter(({ metadata }) => !isManaged(metadata?.labels));
}

/** On the shop's Deployments only; what people run beside the shop is theirs. */
async function removeForeign(config: KubeConfig, namespace: string): Promise<string[]> {
    const apps = config.makeApiClient(AppsV1Api);
    const autoscaling = config.makeApiClient(AutoscalingV2Api);
    const ours = (await ownDeployments(apps, namespace)).map(nameOf);
    const foreign = (await foreignAutoscalers(autoscaling, namespace)).filter(
        ({ spec: { scaleTargetRef: target } }) =>
            target.kind === "Deployment" && ours.includes(target.name),
    );
    return Promise.all(
        foreign.map(async (autoscaler) => {
            const name = nameOf(autoscaler);
            const gone = autoscaling.deleteNamespacedHorizontalPodAutoscaler({ name, namespace });
            await found(gone);
            return `autoscaler ${name} of ${autoscaler.spec.scaleTargetRef.name}: removed`;
        }),
    );
}
