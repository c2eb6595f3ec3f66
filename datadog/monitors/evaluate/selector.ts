import type { MetricSelector, Modifier } from "../../query/ast";
import type { MetricKind } from "../../facts/metricFact";
import { metricFact } from "../../facts/metrics";
import { type RollupMethod, rollupMethods } from "../data/column";
import type { EvidenceIndex } from "../data/evidenceIndex";
import { type Fill, linearFill, noFill, parseFill } from "../data/fill";
import type { Grid } from "../data/grid";
import { tagPredicate } from "../data/tagMatch";
import { distributionSource, type DistributionSource } from "./distributions";
import { gaugeSource } from "./gauges";
import type { Source } from "./rows";

/** What compiling a query needs to know. */
export interface CompileContext {
    readonly index: EvidenceIndex;
    readonly grid: Grid;
    /** Whether the query reads one metric only: then there is nothing to be aligned with. */
    readonly isAlone: boolean;
    /** Throws: the construct is not supported. */
    readonly unsupported: (construct: string, at: number) => never;
    /** Points of a span are asked for, and so the functions that only graphs have. */
    readonly isGraph?: boolean;
    /** What stands for a metric of that name, such as a search in a formula. */
    readonly named?: ReadonlyMap<string, Source>;
}

/**
 * What a metric is, from the table of facts. Of others the evidence tells distributions, and the
 * query counts: nothing else is asked for as_count() or as_rate().
 */
export function kindOf(selector: MetricSelector, index: EvidenceIndex): MetricKind {
    const { metric } = selector;
    const guess = isAskedAsCount(selector) ? "count" : "gauge";
    const isDistribution = index.distributionsOf(metric).length > 0;
    return metricFact(metric)?.kind ?? (isDistribution ? "distribution" : guess);
}

/** Whether it is queried with as_count() or as_rate(). */
export function isAskedAsCount(selector: MetricSelector): boolean {
    return hasModifier(selector, "as_count") || hasModifier(selector, "as_rate");
}

export function isPercentile({ aggregator }: MetricSelector): boolean {
    return aggregator?.startsWith("p") ?? false;
}

export function hasModifier({ modifiers }: MetricSelector, name: Modifier["name"]): boolean {
    return modifiers.some((one) => one.name === name);
}

export function isDistributionSelector(selector: MetricSelector, index: EvidenceIndex): boolean {
    return kindOf(selector, index) === "distribution";
}

/** A metric in a query; isGrowth: inside monotonic_diff(). */
export function selectorSource(
    selector: MetricSelector,
    context: CompileContext,
    isGrowth = false,
): Source {
    const { index, grid } = context;
    const named = context.named?.get(selector.metric);
    if (named !== undefined) {
        return named;
    }
    if (isDistributionSelector(selector, index)) {
        return distribution(selector, context);
    }
    if (isPercentile(selector)) {
        const space = selector.aggregator ?? "";
        return context.unsupported(
            `${space} of ${selector.metric}, which is no distribution,`,
            selector.at,
        );
    }
    const kind = kindOf(selector, index);
    const isAsRate = hasModifier(selector, "as_rate") && kind === "count";
    return gaugeSource(index, grid, {
        metric: selector.metric,
        matches: tagPredicate(selector.filter),
        by: selector.by,
        space: selector.aggregator ?? "avg",
        method: methodOf(selector, kind, context),
        fill: isGrowth ? noFill : fillOf(selector, kind, context),
        isGrowth,
        divisor: isAsRate ? grid.stepSeconds : 1,
    });
}

export function distribution(
    selector: MetricSelector,
    context: CompileContext,
): DistributionSource {
    const { metric, filter, by, aggregator = "avg" } = selector;
    return distributionSource(context.index, context.grid, {
        metric,
        matches: tagPredicate(filter),
        by,
        space: aggregator,
        divisor: hasModifier(selector, "as_rate") ? context.grid.stepSeconds : 1,
    });
}

/** as_count() and as_rate() add up; otherwise what rollup() says, or the average. */
function methodOf(
    selector: MetricSelector,
    kind: MetricKind,
    { unsupported }: CompileContext,
): RollupMethod {
    const rollup = selector.modifiers.find(({ name }) => name === "rollup");
    const [name] = rollup?.arguments ?? [];
    if (rollup !== undefined && name !== undefined && !/^\d+$/.test(name)) {
        const method = rollupMethods.find((one) => one === name);
        return method ?? unsupported(`rollup(${name})`, rollup.at);
    }
    const isCounted = isAskedAsCount(selector);
    return isCounted && kind !== "gauge" ? "sum" : "avg";
}

function fillOf(
    selector: MetricSelector,
    kind: MetricKind,
    { index, isAlone, unsupported }: CompileContext,
): Fill {
    const modifier = selector.modifiers.find(({ name }) => name === "fill");
    if (modifier !== undefined) {
        return (
            parseFill(modifier) ?? unsupported(`fill(${modifier.arguments.join()})`, modifier.at)
        );
    }
    const isCounted = isAskedAsCount(selector);
    if (kind === "count" || (isCounted && kind !== "gauge")) {
        return noFill;
    }
    // One source has nothing to be aligned with, so Datadog leaves its gaps alone.
    const matches = tagPredicate(selector.filter);
    const sources = index.seriesOf(selector.metric).filter(({ tags }) => matches(tags));
    return isAlone && sources.length < 2 ? noFill : linearFill;
}

/** The interval in seconds that `.rollup(…)` asks for; undefined when it leaves that open. */
export function rollupInterval({ modifiers }: MetricSelector): number | undefined {
    const rollup = modifiers.find(({ name }) => name === "rollup");
    const digits = rollup?.arguments.find((one) => /^\d+$/.test(one));
    return digits === undefined ? undefined : Number(digits);
}
