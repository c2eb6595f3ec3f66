/*
 * How Datadog reads a level: by how it begins, in any case. Order counts, since "err" and "emerg"
 * begin alike. Source: Datadog's page on the status remapper.
 */
const beginnings: readonly (readonly [beginning: RegExp, status: string])[] = [
    [/^(emerg|f)/i, "emergency"],
    [/^a/i, "alert"],
    [/^c/i, "critical"],
    [/^err/i, "error"],
    [/^w/i, "warn"],
    [/^n/i, "notice"],
    [/^i/i, "info"],
    [/^[dtv]/i, "debug"],
    [/^[os]/i, "ok"],
];

/** The status that a level stands for; what Datadog does not know is info. */
export function statusOfLevel(level: string): string {
    return beginnings.find(([beginning]) => beginning.test(level))?.[1] ?? "info";
}
