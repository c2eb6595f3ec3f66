import type { KubernetesObject } from "@kubernetes/client-node";

/** What tells an object from all others. */
export interface Identity {
    readonly namespace: string;
    readonly name: string;
    readonly uid: string;
}

export function identityOf({ metadata }: KubernetesObject): Identity {
    return {
        namespace: metadata?.namespace ?? "",
        name: metadata?.name ?? "",
        uid: metadata?.uid ?? "",
    };
}
