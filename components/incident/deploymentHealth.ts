import { z } from "zod";

/** How far a Deployment is from what it should be. */
export interface DeploymentHealth {
    readonly name: string;
    readonly wanted: number;
    readonly ready: number;
    /** The controller has seen the newest spec, all pods are of that spec, and none is too many. */
    readonly isSettled: boolean;
}

const count = z.number().default(0);

/** What tells of it in an object of the API; an API server leaves out counts of 0. */
const deployment = z.object({
    metadata: z.object({ name: z.string().default(""), generation: count }).prefault({}),
    spec: z.object({ replicas: z.number().default(1) }).prefault({}),
    status: z
        .object({
            observedGeneration: count,
            replicas: count,
            updatedReplicas: count,
            readyReplicas: count,
        })
        .prefault({}),
});

export function healthOf(object: unknown): DeploymentHealth {
    const { metadata, spec, status } = deployment.parse(object);
    const wanted = spec.replicas;
    return {
        name: metadata.name,
        wanted,
        ready: status.readyReplicas,
        isSettled:
            status.observedGeneration >= metadata.generation &&
            status.updatedReplicas >= wanted &&
            status.replicas <= wanted,
    };
}

/** What keeps a Deployment from having the pods that it asks for; undefined when nothing does. */
export function podTrouble({ wanted, ready, isSettled }: DeploymentHealth): string | undefined {
    if (ready < wanted) {
        return `${ready} of ${wanted} pods Ready`;
    }
    return isSettled ? undefined : "its pods are still being replaced";
}

/**
 * Why it is not what a healthy shop has; undefined when it is. A service that was scaled to nothing
 * is not healthy, whatever its Deployment's conditions say.
 */
export function ailmentOf(health: DeploymentHealth): string | undefined {
    return health.wanted === 0 ? "scaled to 0" : podTrouble(health);
}
