import { parseMonitorQuery } from "./parse";
import { printMonitorQuery, printComposite } from "./print";
import { compositeParts } from "./walk";

/** What a query refers to by its id in the catalogue. */
export interface References {
    readonly monitors: readonly string[];
    readonly slos: readonly string[];
}

/** The monitors of a composite, or the SLO of a burn rate; other queries refer to nothing. */
export function referencesOf(text: string): References {
    const query = parseMonitorQuery(text);
    return {
        monitors:
            query.kind === "composite"
                ? [...new Set(compositeParts(query.expression).map(({ id }) => id))]
                : [],
        slos: query.kind === "slo" ? [query.slo] : [],
    };
}

/** The query as the account needs it: each id of the catalogue replaced by the account's own. */
export function withAccountIds(text: string, idOf: (catalogueId: string) => string): string {
    const query = parseMonitorQuery(text);
    switch (query.kind) {
        case "composite":
            return printComposite(query.expression, idOf);
        case "slo":
            return printMonitorQuery({ ...query, slo: idOf(query.slo) });
        default:
            return text;
    }
}
