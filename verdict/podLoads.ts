import type { Evidence, Series } from "../evidence/evidence";
import { fineMetrics } from "../evidence/fineMetrics";
import { entrance } from "./counts";
import { seriesOf, sum, valuesWithin } from "./series";

/** What one pod of the front-end had to do from a moment to the end of the load. */
export interface PodLoad {
    readonly pod: string;
    /** Seconds of that time in which it existed. */
    readonly seconds: number;
    /** Users' requests that it answered. */
    readonly requests: number;
    /** Of all that were answered: 0 to 1. */
    readonly share: number;
    /** Mean use of its CPU limit while it ran, 0 to 1; null: no limit, or never seen running. */
    readonly cpuOfLimit: number | null;
    /** Mean share of the scheduling periods in which the kernel stopped it; null as above. */
    readonly throttled: number | null;
}

/**
 * The front-end's pods that were there to the end of the load, the busiest first; empty where the
 * evidence does not tell them apart.
 */
export function podLoadsOf(evidence: Evidence, from: number): readonly PodLoad[] {
    const until = evidence.run.loadEnd;
    const answered = evidence.fine.filter(({ metric }) => metric === fineMetrics.answered);
    const counted = answered
        .map((series) => ({ series, values: valuesWithin(series, from, until) }))
        .filter(({ values }) => values.length > 0);
    const total = sum(counted.flatMap(({ values }) => values));
    // One that a rollout or a scale-in took away is no pod to spread the load over.
    const isThere = ({ times, intervalSeconds }: Series): boolean =>
        (times.findLast((time) => time <= until) ?? 0) > until - 2 * intervalSeconds;
    return counted
        .filter(({ series }) => isThere(series))
        .map(({ series: { tags }, values }): PodLoad => {
            const pod = tags.pod_name ?? "";
            const mean = (metric: string): number | null => meanOf(evidence, metric, pod, from);
            const [usage, limit] = [mean("container.cpu.usage"), mean("container.cpu.limit")];
            const [stopped, periods] = [
                mean("kubernetes.cpu.cfs.throttled.periods"),
                mean("kubernetes.cpu.cfs.periods"),
            ];
            const requests = sum(values);
            return {
                pod,
                seconds: values.length,
                requests,
                share: total === 0 ? 0 : requests / total,
                cpuOfLimit: ratio(usage, limit),
                throttled: ratio(stopped, periods),
            };
        })
        .sort((one, other) => other.requests - one.requests);
}

function meanOf(evidence: Evidence, metric: string, pod: string, from: number): number | null {
    const tags = { pod_name: pod, kube_container_name: entrance };
    const values = seriesOf(evidence, metric, tags).flatMap((series) =>
        valuesWithin(series, from, evidence.run.loadEnd),
    );
    return values.length === 0 ? null : sum(values) / values.length;
}

function ratio(part: number | null, whole: number | null): number | null {
    return part === null || whole === null || whole === 0 ? null : part / whole;
}
