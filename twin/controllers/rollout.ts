import type { Pod } from "../pod/pod";

/*
 * How a Deployment gets to its pods. Source: Kubernetes 1.35, pkg/controller/deployment, sync.go and
 * rolling.go.
 */

/**
 * What a new count of pods makes of the replica sets, before a rollout goes on. A lone set gets all
 * of it, be its template an old one; several share the difference by their sizes.
 *
 * `sizes` are the sets' own, the oldest first; `most` is how many pods there may be in all, surge
 * included, from now on, and `mostBefore` until now.
 */
export function resized(
    sizes: readonly number[],
    { desired, most, mostBefore }: { desired: number; most: number; mostBefore: number },
): readonly number[] {
    const active = sizes.filter((size) => size > 0).length;
    if (active <= 1) {
        return sizes.map((size) => (size > 0 ? desired : 0));
    }
    const total = sizes.reduce((sum, size) => sum + size, 0);
    const toAdd = (desired === 0 ? 0 : most) - total;
    const result = [...sizes];
    const order = byImportance(sizes, toAdd);
    const added = order.reduce((sum, index) => {
        const size = sizes[index] as number;
        const fraction = desired === 0 ? -size : Math.round((size * most) / mostBefore) - size;
        const rest = toAdd - sum;
        const share = toAdd > 0 ? Math.min(fraction, rest) : Math.max(fraction, rest);
        result[index] = size + share;
        return sum + share;
    }, 0);
    const [first = 0] = order;
    result[first] = Math.max(0, (result[first] as number) + toAdd - added);
    return result;
}

/** The largest first; among equals the newest when pods are added, else the oldest. */
function byImportance(sizes: readonly number[], toAdd: number): readonly number[] {
    return sizes
        .map((_, index) => index)
        .filter((index) => (sizes[index] as number) > 0)
        .sort((one, other) => {
            const difference = (sizes[other] as number) - (sizes[one] as number);
            return difference !== 0 ? difference : toAdd > 0 ? other - one : one - other;
        });
}

/**
 * Old pods that may go: as many as leave `least` beside the new ones that are not ready yet, first
 * those that are not ready themselves; and then of the ready ones what is above `least`.
 */
export function spareOf(
    old: readonly Pod[],
    current: readonly Pod[],
    least: number,
): readonly Pod[] {
    const ready = (pods: readonly Pod[]): readonly Pod[] => pods.filter(({ isReady }) => isReady);
    const most = old.length + ready(current).length - least;
    if (most <= 0) {
        return [];
    }
    const idle = old.filter(({ isReady }) => !isReady).slice(0, most);
    const spare = Math.max(0, ready(old).length + ready(current).length - least);
    const left = old.filter((pod) => !idle.includes(pod));
    return [...idle, ...byDispensability(left).slice(0, spare)];
}

/** Who goes first when there are too many: who is not ready, then who is ready the shortest. */
export function byDispensability(pods: readonly Pod[]): readonly Pod[] {
    return [...pods].sort(
        (one, other) =>
            Number(one.isReady) - Number(other.isReady) || other.readySince - one.readySince,
    );
}
