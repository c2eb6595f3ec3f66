import leven from "leven";

import type { MetricSelector, MonitorQuery } from "../query/ast";
import { parseMetricExpression } from "../query/parse";
import { selectorsOf } from "../query/walk";
import { metricFact, metricFacts } from "../facts/metrics";
import type { EvidenceIndex } from "./data/evidenceIndex";
import type { SearchRecords } from "./data/records";
import type { MonitorSet, ParsedMonitor } from "./definition";
import { searchHints } from "./searchHints";
import { tagHints } from "./tagHints";

/** What may be a slip of the pen in a monitor: no verdict depends on it. */
export interface Hint {
    readonly monitor: string;
    /** A sentence that begins in lower case, for use after the monitor's id. */
    readonly text: string;
}

/**
 * Metrics, tags and values that the queries name and the evidence lacks. A monitor of them has no
 * data, which looks like a shop that nothing ails.
 * @param monitors the set's monitors with their queries read.
 */
export function hintsOf(
    monitors: readonly ParsedMonitor[],
    slos: MonitorSet["slos"],
    index: EvidenceIndex,
    records: () => SearchRecords,
): readonly Hint[] {
    return monitors.flatMap(({ definition, query }) => {
        const texts =
            query.kind === "logs" || query.kind === "events"
                ? searchHints(query, records(), index.evidence)
                : selectorsIn(query, slos).flatMap((selector) => selectorHints(selector, index));
        return [...new Set(texts)].map((text) => ({ monitor: definition.id, text }));
    });
}

/** The metrics that a monitor reads; those of a burn rate are its SLO's. */
function selectorsIn(query: MonitorQuery, slos: MonitorSet["slos"]): readonly MetricSelector[] {
    switch (query.kind) {
        case "metric":
            return selectorsOf(query.expression).map(({ selector }) => selector);
        case "slo":
            return slos
                .filter(({ id }) => id === query.slo)
                .flatMap(({ queries }) => Object.values(queries))
                .flatMap((text) => selectorsOf(parseMetricExpression(text)))
                .map(({ selector }) => selector);
        default:
            return [];
    }
}

function selectorHints(selector: MetricSelector, index: EvidenceIndex): readonly string[] {
    const { metric } = selector;
    const series = [...index.seriesOf(metric), ...index.distributionsOf(metric)];
    const isSilent = mayBeSilent(metric);
    return series.length === 0 && !isSilent
        ? [missingMetric(metric, index)]
        : tagHints(selector, series, isSilent, index.evidence);
}

/**
 * Whether a metric without points says that nothing was amiss, or that nobody came. A tracer's are
 * not meant: without a tracer they never come.
 */
function mayBeSilent(metric: string): boolean {
    const fact = metricFact(metric);
    return (
        fact !== undefined &&
        fact.requires !== "apm" &&
        (fact.gaps === "only when true" || fact.gaps === "only under load")
    );
}

function missingMetric(metric: string, { evidence }: EvidenceIndex): string {
    const text = `the evidence has no metric ${metric}.`;
    if (metricFact(metric) !== undefined) {
        // Rightly spelt, but this evidence was taken without it.
        return text;
    }
    const names = [...evidence.series, ...evidence.distributions].map((one) => one.metric);
    const near = nearest(metric, [...names, ...metricFacts.map(({ name }) => name)]);
    return near === undefined ? text : `${text} Did you mean ${near}?`;
}

/** Names of metrics are long: a slip in every sixth letter is still a slip. */
const lettersPerSlip = 6;

function nearest(name: string, candidates: readonly string[]): string | undefined {
    const most = Math.max(2, Math.floor(name.length / lettersPerSlip));
    return [...new Set(candidates)]
        .map((candidate) => ({ candidate, distance: leven(name, candidate) }))
        .filter(({ distance }) => distance <= most)
        .sort((one, other) => one.distance - other.distance)[0]?.candidate;
}
