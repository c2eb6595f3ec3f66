/** Waiting for Deployments. */
import type { V1Deployment } from "@kubernetes/client-node";

import type { ApiClient } from "../controlPlane/apiClient";
import { waitFor } from "../controlPlane/wait";

/** Long enough for real images to be pulled and for upstream's readiness delay of 180 s. */
export const rolloutPatienceSeconds = 480;

/**
 * Waits until every Deployment of the namespace has the pods it asks for, all of the newest spec
 * and Ready.
 * @param onEachLook may throw to give up at once
 */
export function awaitRollout(
    api: ApiClient,
    namespace: string,
    onEachLook?: () => void,
    /** Deployments that do not get what they ask for, because an incident has seen to that. */
    except: readonly string[] = [],
): Promise<true> {
    return waitFor(
        `the rollout in ${namespace}`,
        rolloutPatienceSeconds,
        async () => {
            const path = `/apis/apps/v1/namespaces/${namespace}/deployments`;
            const { items } = (await api.get(path)) as { items: readonly V1Deployment[] };
            const waiting = items.filter(
                (deployment) =>
                    !except.includes(deployment.metadata?.name ?? "") && !isRolledOut(deployment),
            );
            if (waiting.length > 0) {
                throw new Error(waiting.map(({ metadata }) => metadata?.name ?? "").join(", "));
            }
            return true as const;
        },
        onEachLook,
    );
}

function isRolledOut({ metadata, spec, status }: V1Deployment): boolean {
    const wanted = spec?.replicas ?? 1;
    return (
        (status?.observedGeneration ?? 0) >= (metadata?.generation ?? 0) &&
        (status?.updatedReplicas ?? 0) === wanted &&
        (status?.replicas ?? 0) === wanted &&
        (status?.availableReplicas ?? 0) === wanted
    );
}
