/** Commands of the CLI as people type them. */

/** Settings as `-c` takes them. */
export type Values = Readonly<Record<string, string>>;

/** The kinds of runs that are recorded. */
export type Verb = "up" | "preview" | "destroy";

/** `-c key=value` for each. */
export function asArguments(values: Values): string[] {
    return Object.entries(values).flatMap(([key, value]) => ["-c", `${key}=${value}`]);
}

/** As people type it. */
export function commandLine(verb: Verb, stack: string, values: Values, refresh: boolean): string {
    const flags = [
        ...(refresh ? ["--refresh"] : []),
        ...(stack === "dev" ? [] : ["-s", stack]),
        ...asArguments(values),
    ];
    return ["pulumi", verb, ...flags].join(" ");
}
