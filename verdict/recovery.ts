import type { Evidence, Series } from "../evidence/evidence";
import { quantile } from "../evidence/sketch";
import { fineMetrics } from "../evidence/fineMetrics";
import { entrance } from "./counts";

/** What counts as fast again: the guide's normal state. */
const healthySeconds = 0.2;

/**
 * How long after the load the shop was whole again. Once the load is over there are no users left
 * to ask, so two things stand for them: every Deployment has its pods, and what the front-end
 * still answers (its probes among it) takes less than 200 ms at the 95th percentile.
 */
export interface Recovery {
    /** Seconds from the load's end until both hold for good; null: not within the evidence. */
    readonly seconds: number | null;
    /** Until all pods were ready for good. */
    readonly podsReadySeconds: number | null;
    /** Until the last interval with slow answers was over. */
    readonly fastSeconds: number | null;
}

export function recoveryOf(evidence: Evidence): Recovery {
    const { loadEnd, until } = evidence.run;
    const podsReadySeconds = settled(lastUnavailable(evidence), loadEnd, until);
    const fastSeconds = settled(lastSlow(evidence), loadEnd, until);
    const isWhole = podsReadySeconds !== null && fastSeconds !== null;
    return {
        seconds: isWhole ? Math.max(podsReadySeconds, fastSeconds) : null,
        podsReadySeconds,
        fastSeconds,
    };
}

/** Seconds from the load's end until the trouble was over; null when it lasted to the end. */
function settled(over: number, loadEnd: number, until: number): number | null {
    return over >= until ? null : Math.max(0, over - loadEnd);
}

/** The end of the last interval in which a Deployment lacked a pod: to the second where possible. */
function lastUnavailable(evidence: Evidence): number {
    const { fine, series } = evidence;
    const fineEnd = Math.max(0, ...fine.map(({ times }) => times.at(-1) ?? 0));
    const coarse = lastBelowIn(
        series,
        "kubernetes_state.deployment.replicas_available",
        "kubernetes_state.deployment.replicas_desired",
    );
    return coarse > fineEnd
        ? coarse
        : lastBelowIn(fine, fineMetrics.replicasAvailable, fineMetrics.replicasDesired);
}

function lastBelowIn(series: readonly Series[], available: string, desired: string): number {
    const wanted = series.filter(({ metric }) => metric === desired);
    const lasts = series
        .filter(({ metric }) => metric === available)
        .map((one) => lastBelow(one, partnerOf(one, wanted)));
    return Math.max(0, ...lasts);
}

function partnerOf({ tags }: Series, others: readonly Series[]): Series | undefined {
    return others.find((other) => other.tags.kube_deployment === tags.kube_deployment);
}

function lastBelow(available: Series, desired: Series | undefined): number {
    const { times, values } = desired ?? { times: [], values: [] };
    let at = times.length - 1;
    const wanted = (time: number): number => {
        while ((times[at] ?? 0) > time) {
            at--;
        }
        return times[at] === time ? (values[at] ?? 0) : 0;
    };
    const last = available.times.findLast(
        (time, index) => (available.values[index] ?? 0) < wanted(time),
    );
    return last === undefined ? 0 : last + available.intervalSeconds;
}

/** The last sample that found the front-end's answers slow since the one before, after the load. */
function lastSlow({ distributions, run }: Evidence): number {
    const slow = distributions
        .filter(
            ({ metric, tags }) =>
                metric === "sockshop.request_duration_seconds" &&
                tags.kube_container_name === entrance,
        )
        .flatMap(({ times, sketches, intervalSeconds }) =>
            times.filter((time, index) => {
                const sketch = sketches[index];
                const p95 = sketch && quantile(sketch, 0.95);
                return time - intervalSeconds >= run.loadEnd && (p95 ?? 0) >= healthySeconds;
            }),
        );
    return Math.max(0, ...slow);
}
