import type { ContainerCapacity } from "./finding";
import type { Unit } from "../facts/units";
import type { MetricQuery, MetricSelector, TagFilter } from "../query/ast";
import { selectorsOf } from "../query/walk";
import { caution, type CheckContext, type Finding, refused } from "./finding";
import { matchesPattern } from "./tags";
import { quantityOf } from "./units";

/**
 * Whether an absolute threshold of CPU or memory can be exceeded: a container never gets above its
 * limit, nor did one ever get above its measured peak. Sums over several pods are left alone,
 * because an autoscaler adds pods.
 */
export function checkReach(query: MetricQuery, { capacity }: CheckContext): readonly Finding[] {
    const [placed, second] = selectorsOf(query.expression);
    const unit = quantityOf(query);
    const isUpward = query.comparator === ">" || query.comparator === ">=";
    if (placed === undefined || second !== undefined || unit === undefined || !isUpward) {
        return [];
    }
    const ceiling = ceilingOf(unit);
    if (ceiling === undefined || isSumOfPods(placed.selector)) {
        return [];
    }
    const level = query.threshold * unit.scale;
    const watched = capacity.filter((one) => mayMatch(placed.selector.filter, one) !== false);
    const outOfReach = watched.filter((one) => ceiling(one) <= level);
    if (outOfReach.length === 0) {
        return [];
    }
    const reason =
        `it can never fire on ${outOfReach.map((one) => described(one, unit)).join(", ")}: ` +
        "use the share of the limit";
    return outOfReach.length === watched.length
        ? [refused("unreachable", reason, query.thresholdAt)]
        : [caution("blind-spots", reason, query.thresholdAt)];
}

type Ceiling = (capacity: ContainerCapacity) => number;

function ceilingOf({ dimensions }: Unit): Ceiling | undefined {
    switch (JSON.stringify(dimensions)) {
        case '{"core":1}':
            return ({ cpuCores }) => cpuCores ?? Infinity;
        case '{"byte":1}':
            return ({ memoryBytes, memoryPeakBytes }) =>
                Math.min(memoryBytes ?? Infinity, memoryPeakBytes ?? Infinity);
        default:
            return undefined;
    }
}

function described(capacity: ContainerCapacity, { dimensions }: Unit): string {
    const { container, cpuCores, memoryBytes, memoryPeakBytes } = capacity;
    if (dimensions.core === 1) {
        return `${container} (limit ${(cpuCores ?? 0) * 1000}m)`;
    }
    const mebibytes = (bytes: number): number => Math.round(bytes / 2 ** 20);
    return memoryPeakBytes !== undefined && memoryPeakBytes < (memoryBytes ?? Infinity)
        ? `${container} (peak ${mebibytes(memoryPeakBytes)}Mi)`
        : `${container} (limit ${mebibytes(memoryBytes ?? 0)}Mi)`;
}

const onePodEach = ["pod_name", "container_id", "container_name", "kube_ownerref_name"];

function isSumOfPods({ aggregator, by }: MetricSelector): boolean {
    return aggregator === "sum" && !by.some((key) => onePodEach.includes(key));
}

/** Whether a container's series pass a filter; undefined: that depends on tags not known here. */
export function mayMatch(filter: TagFilter, capacity: ContainerCapacity): boolean | undefined {
    switch (filter.kind) {
        case "everything":
            return true;
        case "tag":
        case "in": {
            const known = {
                kube_container_name: capacity.container,
                kube_deployment: capacity.deployment,
            }[filter.key];
            const values = filter.kind === "in" ? filter.values : [filter.value];
            return known === undefined
                ? undefined
                : values.some((value) => matchesPattern(value, known));
        }
        case "not": {
            const inner = mayMatch(filter.operand, capacity);
            return inner === undefined ? undefined : !inner;
        }
        case "and":
        case "or":
            return joined(
                filter.operands.map((one) => mayMatch(one, capacity)),
                filter.kind === "or",
            );
    }
}

/** Three-valued OR (decisive: true) and AND (decisive: false). */
function joined(results: readonly (boolean | undefined)[], decisive: boolean): boolean | undefined {
    if (results.includes(decisive)) {
        return decisive;
    }
    return results.includes(undefined) ? undefined : !decisive;
}
