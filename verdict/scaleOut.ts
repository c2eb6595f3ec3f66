import type { Evidence, Series } from "../evidence/evidence";
import { fineMetrics } from "../evidence/fineMetrics";
import { seriesOf, valueAt } from "./series";

/**
 * Seconds from the load's start until a Deployment first wanted more pods than when it began; null
 * when none did under load. To the second where there are fine series, else to the agent's sample.
 */
export function firstScaleOut(evidence: Evidence): number | null {
    const { loadStart, loadEnd } = evidence.run;
    const fine = evidence.fine.filter(({ metric }) => metric === fineMetrics.replicasDesired);
    const desired =
        fine.length > 0 ? fine : seriesOf(evidence, "kubernetes_state.deployment.replicas_desired");
    // A recovery gives back what its fault took, which is no scaling.
    const times = desired
        .flatMap((series) => firstGrowth(series, loadStart) ?? [])
        .filter((time) => time < loadEnd);
    return times.length === 0 ? null : Math.min(...times) - loadStart;
}

/** When a series first was above what it was at that time. */
export function firstGrowth(series: Series, since: number): number | undefined {
    const before = valueAt(series, since) ?? series.values[0] ?? 0;
    return series.times.find(
        (time, index) => time >= since && (series.values[index] ?? 0) > before,
    );
}
