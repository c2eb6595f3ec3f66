import type { MonitorSpec, Thresholds } from "../monitor";
import { metricFact } from "../facts/metrics";
import type { Comparator, CompositeQuery, MetricQuery, MonitorQuery } from "../query/ast";
import { selectorsOf } from "../query/walk";
import { type Finding, refused } from "./finding";

/** What of a monitor has to fit its query. */
export type CheckedOptions = Pick<MonitorSpec, "thresholds" | "options">;

/** Whether thresholds and options fit the query. */
export function checkOptions(monitor: CheckedOptions, query: MonitorQuery): readonly Finding[] {
    const { options } = monitor;
    const findings = [...checkThresholds(monitor.thresholds, query)];
    if (query.kind === "metric") {
        findings.push(...checkFullWindow(monitor, query), ...checkMissingData(monitor, query));
    } else if (options.requireFullWindow !== undefined) {
        findings.push(refused("wrong-option", "requireFullWindow applies to metric monitors only"));
    }
    if (options.onMissingData !== undefined && ["slo", "composite"].includes(query.kind)) {
        findings.push(
            refused("wrong-option", `onMissingData does not apply to a ${query.kind} monitor`),
        );
    }
    if (options.enableLogsSample !== undefined && query.kind !== "logs") {
        findings.push(refused("wrong-option", "enableLogsSample applies to log monitors only"));
    }
    return findings;
}

type Conditional = Exclude<MonitorQuery, CompositeQuery>;

function checkThresholds(
    thresholds: Thresholds | undefined,
    query: MonitorQuery,
): readonly Finding[] {
    if (query.kind === "composite") {
        return thresholds === undefined
            ? []
            : [refused("wrong-option", "a composite has no thresholds")];
    }
    if (thresholds === undefined) {
        return [refused("no-threshold", "the options carry no critical threshold")];
    }
    const mismatch =
        thresholds.critical === query.threshold
            ? []
            : [
                  refused(
                      "threshold-mismatch",
                      `the critical threshold is ${thresholds.critical}, the query compares with ` +
                          `${query.threshold}; Datadog answers 400`,
                      query.thresholdAt,
                  ),
              ];
    return [...mismatch, ...checkSides(thresholds, query)];
}

/** A warning comes before the alert, and a recovery lies on the healthy side of its threshold. */
function checkSides(
    { critical, warning, criticalRecovery, warningRecovery }: Thresholds,
    { comparator }: Conditional,
): readonly Finding[] {
    const pairs: readonly (readonly [string, number | undefined, number | undefined])[] = [
        ["the warning threshold", warning, critical],
        ["the recovery threshold", criticalRecovery, critical],
        ["the recovery threshold of the warning", warningRecovery, warning],
    ];
    return pairs
        .filter(
            ([, inner, outer]) =>
                inner !== undefined &&
                outer !== undefined &&
                !isHealthier(inner, outer, comparator),
        )
        .map(([what, inner, outer]) =>
            refused(
                "recovery-side",
                `${what} (${String(inner)}) is not on the healthy side of ${String(outer)}`,
            ),
        );
}

function isHealthier(inner: number, outer: number, comparator: Comparator): boolean {
    return comparator.startsWith(">") ? inner < outer : inner > outer;
}

function factsOf(query: MetricQuery): readonly NonNullable<ReturnType<typeof metricFact>>[] {
    return selectorsOf(query.expression).flatMap(({ selector }) => {
        const fact = metricFact(selector.metric);
        return fact === undefined ? [] : [fact];
    });
}

/** The provider's default is true, which skips every evaluation over a window with gaps. */
function checkFullWindow({ options }: CheckedOptions, query: MetricQuery): readonly Finding[] {
    const gappy = factsOf(query).find(({ gaps }) => gaps !== "none");
    const isChange =
        query.aggregation.kind === "change" ||
        selectorsOf(query.expression).some(({ within }) => within.includes("monotonic_diff"));
    if (options.requireFullWindow === false || (gappy === undefined && !isChange)) {
        return [];
    }
    const why =
        gappy === undefined
            ? "a change has no value at first"
            : `${gappy.name} has gaps (${gappy.gaps})`;
    return [
        refused("full-window", `${why}: set requireFullWindow to false, or windows are skipped`),
    ];
}

function checkMissingData({ options }: CheckedOptions, query: MetricQuery): readonly Finding[] {
    const { onMissingData = "default" } = options;
    const zeroed = selectorsOf(query.expression).some(({ within }) =>
        within.includes("default_zero"),
    );
    if (zeroed) {
        return onMissingData === "default"
            ? []
            : [
                  refused(
                      "missing-data",
                      `default_zero() excludes onMissingData "${onMissingData}"; Datadog answers 400`,
                  ),
              ];
    }
    const gaps = factsOf(query).map((fact) => fact.gaps);
    if (gaps.includes("only when true") && onMissingData !== "resolve") {
        return [
            refused(
                "stuck-alert",
                "the metric ends with the state that it reports: without resolve the alert stays",
            ),
        ];
    }
    const isSum = query.aggregation.aggregator === "sum";
    return gaps.some((gap) => gap !== "none") && onMissingData === "default" && !isSum
        ? [
              refused(
                  "stuck-alert",
                  "by default missing data keeps the last status: say what it means",
              ),
          ]
        : [];
}
