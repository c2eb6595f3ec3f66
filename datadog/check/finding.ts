/** What the check can find. Each is provoked at least once in its tests. */
export const findingCodes = [
    // The text
    "syntax",
    "unsupported",
    "unit",
    "wrong-type",
    // Metrics
    "unknown-metric",
    "misleading-metric",
    "impossible-tag",
    "low-cardinality-group",
    "impossible-value",
    "unscoped",
    "mixed-units",
    "unreachable",
    "blind-spots",
    "no-percentiles",
    "no-aggregator",
    "lifetime-count",
    "modifier",
    "one-number",
    // Searches
    "state-word",
    "bare-attribute",
    "unknown-attribute",
    "not-a-number",
    "ambiguous-operators",
    "lower-case-operator",
    "not-an-exclusion",
    "wrong-writer",
    "nobody-writes",
    "image-name",
    // Options
    "threshold-mismatch",
    "no-threshold",
    "recovery-side",
    "window",
    "full-window",
    "missing-data",
    "stuck-alert",
    "wrong-option",
    // The catalogue
    "names-the-incident",
    "message",
    "duplicate",
    "unknown-reference",
    "composite-part",
    "burn-rate",
] as const;

export type FindingCode = (typeof findingCodes)[number];

export interface Finding {
    readonly code: FindingCode;
    /** Refused: it cannot work, or not as meant. Caution: it works, with something to know. */
    readonly severity: "refused" | "caution";
    /** What is wrong, and what to write instead. */
    readonly reason: string;
    /** Offset in the query, where there is one. */
    readonly at?: number;
    /** The metric that is not known. */
    readonly subject?: string;
}

export function refused(code: FindingCode, reason: string, at?: number): Finding {
    return { code, severity: "refused", reason, at };
}

export function caution(code: FindingCode, reason: string, at?: number): Finding {
    return { code, severity: "caution", reason, at };
}

export function isRefused({ severity }: Finding): boolean {
    return severity === "refused";
}

/** What a container can use at most; undefined: no limit. */
export interface ContainerCapacity {
    readonly container: string;
    readonly deployment: string;
    readonly replicas: number;
    readonly cpuCores: number | undefined;
    readonly memoryBytes: number | undefined;
    /** The most memory that it was ever seen to use, at any load. */
    readonly memoryPeakBytes: number | undefined;
}

/** What the check knows of the shop. */
export interface CheckContext {
    /** Somebody's own account: the shop's sizes, names and tags say nothing about it. */
    readonly isForeign?: boolean;
    readonly capacity: readonly ContainerCapacity[];
}
