/** How a Deployment replaces its pods. */
export interface RollingUpdate {
    readonly isRecreate: boolean;
    /** As they are written: a number of pods, or a share like `25%`. */
    readonly maxSurge: number | string;
    readonly maxUnavailable: number | string;
}

interface Strategy {
    readonly type?: string | undefined;
    readonly rollingUpdate?:
        | {
              readonly maxSurge?: number | string | undefined;
              readonly maxUnavailable?: number | string | undefined;
          }
        | undefined;
}

/** With the defaults of Kubernetes: RollingUpdate, 25 % more and 25 % fewer pods at a time. */
export function rollingUpdate(strategy: Strategy | undefined): RollingUpdate {
    return {
        isRecreate: strategy?.type === "Recreate",
        maxSurge: strategy?.rollingUpdate?.maxSurge ?? "25%",
        maxUnavailable: strategy?.rollingUpdate?.maxUnavailable ?? "25%",
    };
}

/** Pods allowed beyond and below the wanted count: the surge is rounded up, the lack down. */
export function allowance(
    { maxSurge, maxUnavailable }: RollingUpdate,
    desired: number,
): { readonly surge: number; readonly unavailable: number } {
    const surge = Math.ceil(share(maxSurge, desired));
    const unavailable = Math.floor(share(maxUnavailable, desired));
    // Both being 0 would allow no update at all; Kubernetes then lets one be missing.
    return surge === 0 && unavailable === 0 ? { surge, unavailable: 1 } : { surge, unavailable };
}

function share(value: number | string, desired: number): number {
    return typeof value === "number" ? value : (Number.parseFloat(value) / 100) * desired;
}
