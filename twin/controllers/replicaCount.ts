import { tolerance } from "../physics/autoscaler";

/** A pod as the autoscaler sees it. */
export interface PodReading {
    /** Cores, or bytes of the working set; undefined: metrics-server knows nothing. */
    readonly used: number | undefined;
    /** In the same unit. */
    readonly requested: number;
    /** Its reading counts for nothing: it is not ready, or only just. */
    readonly isUnready: boolean;
}

export interface Recommendation {
    readonly replicas: number;
    /** Percent of the requests; undefined when no pod has a reading that counts. */
    readonly utilization: number | undefined;
}

/**
 * Kubernetes' replica calculator for the utilisation of a resource (pkg/controller/podautoscaler,
 * GetResourceReplicas): the count is multiplied by usage over target, rounded up; pods without a
 * reading and pods that are not ready damp whatever the others say, and never turn it round.
 */
export function recommendedReplicas(
    current: number,
    targetUtilization: number,
    pods: readonly PodReading[],
): Recommendation {
    const ready = pods.filter((pod) => pod.used !== undefined && !pod.isUnready);
    const missing = pods.filter((pod) => pod.used === undefined && !pod.isUnready);
    const unready = pods.filter(({ isUnready }) => isUnready);
    if (ready.length === 0) {
        return { replicas: current, utilization: undefined };
    }
    const usage = sum(ready.map(({ used }) => used ?? 0));
    const requests = sum(ready.map(({ requested }) => requested));
    const utilization = percent(usage, requests);
    const ratio = utilization / targetUtilization;
    const counted = { replicas: current, utilization };
    const countsUnready = unready.length > 0 && ratio > 1;
    if (!countsUnready && missing.length === 0) {
        return isNear(ratio) ? counted : { replicas: ceiling(ratio * ready.length), utilization };
    }
    // Missing pods: all of their request on the way down, nothing on the way up.
    const assumed = ratio < 1 ? Math.max(100, targetUtilization) / 100 : 0;
    const missingRequests = sum(missing.map(({ requested }) => requested));
    const others = countsUnready ? unready : [];
    const allRequests = requests + missingRequests + sum(others.map((pod) => pod.requested));
    const damped = percent(usage + assumed * missingRequests, allRequests) / targetUtilization;
    const turned = (ratio < 1 && damped > 1) || (ratio > 1 && damped < 1);
    if (isNear(damped) || turned) {
        return counted;
    }
    const replicas = ceiling(damped * (ready.length + missing.length + others.length));
    const isWrongWay = (damped < 1 && replicas > current) || (damped > 1 && replicas < current);
    return isWrongWay ? counted : { replicas, utilization };
}

function sum(values: readonly number[]): number {
    return values.reduce((total, value) => total + value, 0);
}

/** Usage in whole percent of the requests: the fraction is lost before anything is compared. */
function percent(usage: number, requests: number): number {
    return Math.trunc((100 * usage) / requests + 1e-9);
}

function isNear(ratio: number): boolean {
    return ratio >= 1 - tolerance && ratio <= 1 + tolerance;
}

/** Rounding errors of the ratio must not add a pod. */
function ceiling(value: number): number {
    return Math.ceil(value - 1e-9);
}
