import { altered, borrowing, changing } from "../support/alter";
import { fires, type NearMiss, ofCrashLoop, silent, type Simulated } from "../support/nearMisses";

export function nearMisses(runs: Simulated): readonly NearMiss[] {
    const [autoscaler, hybrid, crash] = [runs("autoscaler"), runs("hybrid"), runs("crash")];
    const [target, current] = [
        "kubernetes_state.hpa.spec_target_metric",
        "kubernetes_state.hpa.status_target_metric",
    ];
    const full = changing(current, () => 130);
    return [
        ...ofCrashLoop("autoscaler", autoscaler, "incident-autoscaler"),
        silent(
            "kills for memory beside an autoscaler",
            altered(crash, borrowing(autoscaler, target, current)),
            "incident-autoscaler",
        ),
        silent(
            "an autoscaler whose memory is above its target at every other look",
            altered(
                autoscaler,
                changing(current, (value, second) =>
                    Math.floor(second / 15) % 2 === 0 ? 130 : value,
                ),
            ),
            "autoscaler-memory-calm",
        ),
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
            "a crash loop without an autoscaler",
            altered(autoscaler, borrowing(hybrid, target, current)),
            "incident-autoscaler",
        ),
    ];
}
