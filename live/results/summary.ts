import { z } from "zod";

/** Schema of scenarios/load/summary.py that this reads. */
const knownSchema = 1;

/** A run without requests has no times. */
const milliseconds = z.number().nullable().default(null);

const figures = z.object({
    requests: z.number(),
    failures: z.number(),
    milliseconds: z.object({ p50: milliseconds, p95: milliseconds, max: milliseconds }),
    failuresByReason: z.record(z.string(), z.number()).default({}),
});

const orders = z.object({
    placed: z.number(),
    failed: z.number(),
    declined: z.number().default(0),
    unanswered: z.number().default(0),
    /** Dollars. */
    moneyAtRisk: z.number(),
});

/** Of a load that finds the number of its users by itself. */
const level = z.object({
    highest: z.number(),
    held: z.number(),
    reachedBound: z.boolean().default(false),
});

const omission = z.object({ name: z.string(), bytes: z.number(), why: z.string() });

const summary = z.object({
    schema: z.number().default(knownSchema),
    run: z.string().default(""),
    mix: z.string().default(""),
    users: z.number().nullable().default(null),
    level: level.nullable().default(null),
    requestedSeconds: z.number().nullable().default(null),
    workersLost: z.number().default(0),
    /** ISO 8601, UTC. */
    startedAt: z.string().nullable().default(null),
    endedAt: z.string().nullable().default(null),
    ranSeconds: z.number().nullable().default(null),
    stoppedEarly: z.boolean().default(false),
    totals: figures,
    tasks: z
        .array(figures.extend({ name: z.string(), method: z.string().default("") }))
        .default([]),
    orders: orders.nullable().default(null),
    omitted: z.array(omission).default([]),
});

export type RequestFigures = z.infer<typeof figures>;

/** What a load run came to; times in milliseconds. */
export type RunSummary = z.infer<typeof summary>;

/** The summary in that text, or why there is none. */
export type ReadSummary =
    | { readonly run: RunSummary; readonly problem?: undefined }
    | { readonly run?: undefined; readonly problem: string };

export function readSummary(text: string | undefined): ReadSummary {
    if (text === undefined) {
        return { problem: "there is no summary.json" };
    }
    let value: unknown;
    try {
        value = JSON.parse(text);
    } catch {
        return { problem: "summary.json is not JSON" };
    }
    const { data, error } = summary.safeParse(value);
    const [issue] = error?.issues ?? [];
    return data === undefined
        ? { problem: `summary.json: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}` }
        : { run: data };
}

/** Written by a newer version, whose fields may mean something else. */
export function isNewer({ schema }: RunSummary): boolean {
    return schema > knownSchema;
}

/**
 * A directory's name for the run: when it ended, and its label. The label alone would not do: two
 * incidents may carry the same, and their files would mix.
 */
export function directoryName(run: RunSummary | undefined): string {
    const stamp = run?.endedAt?.replace(/\.\d+/, "").replaceAll(":", "-");
    const parts = [stamp ?? "unknown-end", run?.run ?? ""];
    return parts
        .filter((part) => part !== "")
        .join("-")
        .replace(/[^\w.-]+/g, "_");
}
