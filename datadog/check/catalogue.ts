import type { MonitorSpec, Slo } from "../monitor";
import type { SloQuery } from "../query/ast";
import { parseMetricExpression, parseMonitorQuery } from "../query/parse";
import { QuerySyntaxError } from "../query/scanner";
import { checkComposite } from "./composite";
import { type CheckContext, type Finding, refused } from "./finding";
import { checkExpression } from "./metrics";
import { checkMonitor } from "./monitor";

/** A finding and whose it is: the id of a monitor or of an SLO. */
export interface CatalogueFinding extends Finding {
    readonly of: string;
}

/** All that is wrong with a catalogue: each monitor and SLO, and how they hang together. */
export function checkCatalogue(
    monitors: readonly MonitorSpec[],
    slos: readonly Slo[],
    context: CheckContext,
): readonly CatalogueFinding[] {
    const ids = [...monitors, ...slos].map(({ id }) => id);
    const titles = monitors.map(({ title }) => title);
    const repeated = (all: readonly string[], one: string): boolean =>
        all.filter((other) => other === one).length > 1;
    return [
        ...monitors.flatMap((monitor) =>
            named(monitor.id, [
                ...checkMonitor(monitor, context),
                ...checkReferences(monitor, monitors, slos),
                ...checkId(monitor.id),
                ...(repeated(ids, monitor.id) || repeated(titles, monitor.title)
                    ? [refused("duplicate", "another one has the same id or title")]
                    : []),
            ]),
        ),
        ...slos.flatMap((slo) => named(slo.id, checkSlo(slo, context))),
    ];
}

function named(of: string, findings: readonly Finding[]): readonly CatalogueFinding[] {
    return findings.map((finding) => ({ ...finding, of }));
}

function checkId(id: string): readonly Finding[] {
    return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)
        ? []
        : [refused("syntax", `"${id}" is not kebab-case, which references to it need`)];
}

function checkReferences(
    { query }: MonitorSpec,
    monitors: readonly MonitorSpec[],
    slos: readonly Slo[],
): readonly Finding[] {
    try {
        const parsed = parseMonitorQuery(query);
        switch (parsed.kind) {
            case "composite":
                return checkComposite(parsed, monitors);
            case "slo":
                return checkSloReference(parsed, slos);
            default:
                return [];
        }
    } catch (error) {
        if (error instanceof QuerySyntaxError) {
            // Already among the findings of the monitor itself.
            return [];
        }
        throw error;
    }
}

function checkSloReference(query: SloQuery, slos: readonly Slo[]): readonly Finding[] {
    const slo = slos.find(({ id }) => id === query.slo);
    if (slo === undefined) {
        return [refused("unknown-reference", `there is no SLO ${query.slo}`)];
    }
    return [
        ...checkBurnRate(query, slo),
        ...(`${query.overSeconds / 86_400}d` === slo.timeframe
            ? []
            : [refused("burn-rate", `the SLO is over ${slo.timeframe}`)]),
    ];
}

/** Whether an SLO can burn as fast as a monitor waits for. */
export function checkBurnRate(
    { measure, threshold, thresholdAt }: SloQuery,
    { target }: Pick<Slo, "target">,
): readonly Finding[] {
    const highest = measure === "burn_rate" ? 1 / (1 - target / 100) : 100;
    const reason = `it cannot exceed ${Math.round(highest)} at a target of ${target} %`;
    return threshold <= highest ? [] : [refused("burn-rate", reason, thresholdAt)];
}

function checkSlo({ queries, formula }: Slo, context: CheckContext): readonly Finding[] {
    const names = formula.match(/[a-z]\w*/gi) ?? [];
    return [
        ...names
            .filter((name) => !(name in queries))
            .map((name) => refused("unknown-reference", `the formula's ${name} is no query`)),
        ...Object.values(queries).flatMap((query) =>
            checkExpression(parseMetricExpression(query), context),
        ),
    ];
}
