import type { Evidence } from "./evidence";

/*
 * The files of evidence, one thing a line (NDJSON), so that they can be written and read without
 * holding all of them. docs/evidence.md describes them.
 */

/** Version of the format: the manifest's field `format`. */
export const formatVersion = 1;

export const manifestFile = "manifest.json";
export const statisticsFile = "statistics.json";
export const historyFile = "statistics-history.ndjson";
/** The lines that every request writes; only there when asked for, and never read back. */
export const requestLinesFile = "request-lines.ndjson";

/** Files whose lines are the elements of a list of the evidence. */
export const listFiles = {
    series: "series.ndjson",
    distributions: "distributions.ndjson",
    fine: "fine.ndjson",
    events: "events.ndjson",
    uncollectedEvents: "uncollected-events.ndjson",
    logs: "logs.ndjson",
} as const satisfies Partial<Record<keyof Evidence, string>>;

export type ListName = keyof typeof listFiles;

export const listNames = Object.keys(listFiles) as ListName[];

/** Evidence that cannot be read or written: what is wrong, where, and the way out. */
export class EvidenceError extends Error {
    override readonly name = "EvidenceError";
}
