import { metricFact } from "../facts/metrics";
import type { MetricExpression, MetricQuery, Modifier } from "../query/ast";
import { parametersOf } from "../query/functions";
import { type PlacedSelector, selectorsOf } from "../query/walk";
import { type CheckContext, caution, type Finding, refused } from "./finding";
import { checkReach } from "./reach";
import { checkSecrecyOfFilter } from "./secrecy";
import { checkTags } from "./tags";
import { checkBelowZero, checkDefaultZero, checkUnits } from "./units";

/** Everything about a metric monitor's query that does not depend on its options. */
export function checkMetricQuery(query: MetricQuery, context: CheckContext): readonly Finding[] {
    const placed = selectorsOf(query.expression);
    const hasDefaultZero = placed.some(({ within }) => within.includes("default_zero"));
    return [
        ...placed.flatMap((one) => checkSelector(one, context)),
        ...placed.flatMap((one) => checkInMonitor(one, query)),
        ...placed.flatMap(({ selector }) => checkSecrecyOfFilter(selector)),
        ...checkUnits(query, context.isForeign),
        ...checkReach(query, context),
        ...checkBelowZero(query),
        ...checkDefaultZero(query, hasDefaultZero),
    ];
}

/** Everything about the query of a graph or an SLO. */
export function checkExpression(
    expression: MetricExpression,
    context: CheckContext,
): readonly Finding[] {
    return selectorsOf(expression).flatMap((placed) => [
        ...checkSelector(placed, context),
        ...(placed.selector.aggregator === undefined
            ? [
                  caution(
                      "no-aggregator",
                      `${placed.selector.metric} without sum:, avg: and so on is averaged`,
                      placed.selector.at,
                  ),
              ]
            : []),
    ]);
}

function checkSelector({ selector }: PlacedSelector, context: CheckContext): readonly Finding[] {
    const { metric, aggregator, at, modifiers } = selector;
    const fact = metricFact(metric);
    if (fact === undefined) {
        const finding = refused("unknown-metric", `nothing emits a metric ${metric}`, at);
        return [{ ...finding, subject: metric }];
    }
    const findings = [...checkTags(selector, fact, context)];
    if (aggregator?.startsWith("p") === true && fact.hasPercentiles !== true) {
        const why = `${metric} is a ${fact.kind} without percentiles: ${aggregator} yields nothing`;
        findings.push(refused("no-percentiles", why, at));
    }
    if (fact.caution !== undefined) {
        findings.push(caution("misleading-metric", `${metric}: ${fact.caution}`, at));
    }
    if (["gauge", "rate"].includes(fact.kind) && modifiers.some(isTypeModifier)) {
        findings.push(
            caution(
                "modifier",
                `as_count() and as_rate() do nothing to ${metric}, a ${fact.kind}`,
                at,
            ),
        );
    }
    return findings;
}

function isTypeModifier({ name }: Modifier): boolean {
    return name === "as_count" || name === "as_rate";
}

/** Functions that turn a count over a pod's life into what happened in the window. */
const growth: readonly string[] = ["monotonic_diff"];

function checkInMonitor(
    { selector, within }: PlacedSelector,
    query: MetricQuery,
): readonly Finding[] {
    const { metric, aggregator, at, modifiers } = selector;
    const { aggregation } = query;
    const findings: Finding[] = [];
    if (aggregator === undefined) {
        findings.push(
            refused("no-aggregator", `a monitor needs avg:, sum: and so on before ${metric}`, at),
        );
    }
    const unknown = within.filter((name) => parametersOf(name) === undefined);
    findings.push(
        ...unknown.map((name) =>
            refused("unsupported", `function ${name}() is not evaluated here`, at),
        ),
    );
    const isGrowth = aggregation.kind === "change" || within.some((one) => growth.includes(one));
    if (metricFact(metric)?.isCumulative === true && !isGrowth) {
        findings.push(
            refused(
                "lifetime-count",
                `${metric} counts over a pod's life and never falls: compare its growth, with ` +
                    "monotonic_diff() or change()",
                at,
            ),
        );
    }
    if (aggregation.aggregator === "percentile" && aggregator?.startsWith("p") !== true) {
        findings.push(
            refused("no-percentiles", `percentile() needs p95: or the like before ${metric}`, at),
        );
    }
    if (modifiers.some(({ name }) => name === "as_count") && aggregation.aggregator !== "sum") {
        findings.push(
            refused("modifier", "as_count() works with the time aggregation sum() only", at),
        );
    }
    return findings;
}
