import { altered, borrowing, changing, without } from "../support/alter";
import { fires, type NearMiss, silent, type Simulated } from "../support/nearMisses";

export function nearMisses(runs: Simulated): readonly NearMiss[] {
    const [autoscaler, hybrid] = [runs("autoscaler"), runs("hybrid")];
    const [target, current] = [
        "kubernetes_state.hpa.spec_target_metric",
        "kubernetes_state.hpa.status_target_metric",
    ];
    const full = changing(current, () => 130);
    return [
        silent(
            "an autoscaler whose memory is above its target",
            altered(autoscaler, full),
            "autoscaler-memory-calm",
        ),
        fires(
            "a crash loop beside an autoscaler that had reason to scale",
            altered(autoscaler, full),
            "incident-hybrid",
        ),
        silent(
            "a crash loop beside an autoscaler that had reason to scale is another incident",
            altered(autoscaler, full),
            "incident-autoscaler",
        ),
        silent(
            "an autoscaler by CPU below its target",
            altered(autoscaler, (evidence) => ({
                ...evidence,
                series: evidence.series.map((series) =>
                    series.metric === target || series.metric === current
                        ? { ...series, tags: { ...series.tags, metric_name: "cpu" } }
                        : series,
                ),
            })),
            "autoscaler-memory-calm",
        ),
        silent(
            "an average in bytes, beside a target in percent",
            altered(autoscaler, (evidence) => ({
                ...evidence,
                series: evidence.series.map((series) =>
                    series.metric === current
                        ? { ...series, tags: { ...series.tags, metric_target_type: "average" } }
                        : series,
                ),
            })),
            "autoscaler-memory-calm",
        ),
        silent(
            "an autoscaler that nobody needs",
            altered(autoscaler, without("kubernetes_state.container.status_report.count.waiting")),
            "incident-autoscaler",
        ),
        silent(
            "a crash loop without an autoscaler",
            altered(autoscaler, borrowing(hybrid, target, current)),
            "incident-autoscaler",
        ),
    ];
}
