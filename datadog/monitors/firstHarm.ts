import type { Evidence, Series } from "../../evidence/evidence";
import { fineMetrics } from "../../evidence/fineMetrics";

/**
 * When users were first harmed: the first request that failed or took longer than a second after
 * the load had begun. Without such a record it is the load's start.
 */
export function firstHarmAt({ fine, requests, distributions, run }: Evidence): number {
    const precise = earliest(
        fine
            .filter(({ metric }) => metric === fineMetrics.failures || metric === fineMetrics.slow)
            .map((series) => firstAbove(series, run.loadStart)),
    );
    if (precise !== undefined) {
        return precise;
    }
    const history = (requests.history ?? [])
        .filter(({ time, failures }) => time >= run.loadStart && failures > 0)
        .map(({ time }) => time);
    const logged = distributions
        .filter(({ metric }) => metric === "sockshop.users.failures_per_second")
        .map(({ times, sketches }) =>
            times.find((time, at) => time >= run.loadStart && (sketches[at]?.max ?? 0) > 0),
        );
    return earliest([...history, ...logged]) ?? run.loadStart;
}

function firstAbove({ times, values }: Series, from: number): number | undefined {
    return times.find((time, at) => time >= from && (values[at] ?? 0) > 0);
}

function earliest(times: readonly (number | undefined)[]): number | undefined {
    const known = times.filter((time) => time !== undefined);
    return known.length === 0 ? undefined : Math.min(...known);
}
