import type { MonitorQuery } from "../query/ast";
import { inOneOrder } from "../query/groupOrder";
import { parseMonitorQuery } from "../query/parse";
import { QuerySyntaxError } from "../query/scanner";
import type { EvidenceIndex } from "./data/evidenceIndex";
import type { SearchRecords } from "./data/records";
import {
    type MonitorDefinition,
    MonitorError,
    type MonitorSet,
    type ParsedMonitor,
} from "./definition";
import type { Evaluator } from "./evaluate/evaluator";
import { metricEvaluator } from "./evaluate/metric";
import { searchEvaluator } from "./evaluate/search";
import { sloEvaluator } from "./evaluate/slo";

/**
 * Reads the queries. Throws a MonitorError that names monitor, construct and place; with several
 * monitors at fault, an error with all their messages.
 */
export function parseMonitors({ monitors }: MonitorSet): readonly ParsedMonitor[] {
    refuseSameId(monitors);
    const problems: MonitorError[] = [];
    const parsed = monitors.flatMap((definition) => {
        try {
            return [parseMonitor(definition)];
        } catch (error) {
            if (!(error instanceof MonitorError)) {
                throw error;
            }
            problems.push(error);
            return [];
        }
    });
    if (problems.length > 1) {
        throw new Error(problems.map(({ message }) => message).join("\n"));
    }
    if (problems[0] !== undefined) {
        throw problems[0];
    }
    return parsed;
}

/** @throws {MonitorError} when the query is not understood or not supported. */
export function parseMonitor(definition: MonitorDefinition): ParsedMonitor {
    const query = inMonitor(definition, () => parseMonitorQuery(definition.query));
    checkThreshold({ definition, query });
    checkOptions(definition);
    return { definition, query };
}

/** Contracts, composites and tables tell monitors apart by nothing else. */
export function refuseSameId(monitors: MonitorSet["monitors"]): void {
    const firsts = new Map<string, string>();
    for (const { id, name } of monitors) {
        const first = firsts.get(id);
        if (first !== undefined) {
            throw new Error(`two monitors have the id ${id}: "${first}" and "${name}"`);
        }
        firsts.set(id, name);
    }
}

function checkOptions(definition: ParsedMonitor["definition"]): void {
    const { refusedOptions = [] } = definition;
    if (refusedOptions.length > 0) {
        throw new MonitorError(definition, refusedOptions.join("; "));
    }
}

/** Datadog refuses a monitor whose options and query differ. */
function checkThreshold({ definition, query }: ParsedMonitor): void {
    const { critical } = definition.options;
    if (query.kind !== "composite" && critical !== undefined && critical !== query.threshold) {
        throw new MonitorError(
            definition,
            `threshold critical (${critical}) is not the one of the query (${query.threshold}): ` +
                "Datadog refuses that",
        );
    }
}

function inMonitor<T>(definition: ParsedMonitor["definition"], action: () => T): T {
    try {
        return action();
    } catch (error) {
        throw error instanceof QuerySyntaxError
            ? new MonitorError(definition, error.message)
            : error;
    }
}

/** The evaluator of a monitor; undefined for composites, which evaluate states. */
export function evaluatorOf(
    { definition, query }: ParsedMonitor,
    set: MonitorSet,
    index: EvidenceIndex,
    records: () => SearchRecords,
): Evaluator | undefined {
    return inMonitor(definition, () => {
        switch (query.kind) {
            case "metric":
                return metricEvaluator(
                    { ...query, expression: inOneOrder(query.expression) },
                    index,
                    definition.options.requireFullWindow,
                    unsupportedIn(definition.query),
                );
            case "logs":
            case "events":
                return searchEvaluator(query, records());
            case "slo":
                return sloOf(definition, query, set, index);
            case "composite":
                return undefined;
        }
    });
}

function unsupportedIn(text: string): (construct: string, at: number) => never {
    return (construct, at) => {
        throw new QuerySyntaxError("unsupported", `${construct} is not supported`, at, text);
    };
}

function sloOf(
    definition: ParsedMonitor["definition"],
    query: Extract<MonitorQuery, { kind: "slo" }>,
    { slos }: MonitorSet,
    index: EvidenceIndex,
): Evaluator {
    const slo = slos.find(({ id }) => id === query.slo);
    if (slo === undefined) {
        const known = slos.map(({ id }) => id).join(", ");
        throw new MonitorError(
            definition,
            `there is no SLO ${query.slo} among those given (${known === "" ? "none" : known})`,
        );
    }
    return sloEvaluator(query, slo, index, unsupportedIn(definition.query));
}
