/** What was kept of a range's telemetry, as it is read again. */
import { readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { constants, gunzipSync, gzipSync } from "node:zlib";

import { z } from "zod";

import type { Chunk } from "../store/store";
import { messageOf } from "../../tools/messageOf";

const ending = ".jsonl.gz";

/** The file of what comes in from that second on. */
export const fileOf = (folder: string, since: number): string => join(folder, `${since}${ending}`);

/** Since when the files of a folder hold telemetry, the oldest first. */
export function beginningsIn(folder: string): readonly number[] {
    return readdirSync(folder)
        .filter((name) => name.endsWith(ending))
        .map((name) => Number.parseInt(name, 10))
        .filter((since) => !Number.isNaN(since))
        .sort((one, other) => one - other);
}

/** Each chunk is a gzip stream of its own: a file that was cut off loses its last one only. */
export const packed = (chunk: Chunk): Buffer => gzipSync(`${JSON.stringify(chunk)}\n`);

/*
 * Looser than evidence is: what clients have sent is in it as they have sent it, and the store puts
 * it in order.
 */
const tags = z.record(z.string(), z.string());
const named = { metric: z.string(), tags, intervalSeconds: z.number(), times: z.array(z.number()) };
const sketch = z.object({
    ...{ count: z.number(), sum: z.number(), min: z.number(), max: z.number() },
    bins: z.array(z.tuple([z.number(), z.number()])),
});
const event = z.object({ time: z.number(), title: z.string(), text: z.string(), tags });
const log = z.object({
    ...{ time: z.number(), message: z.string(), service: z.string(), tags },
    status: z.enum(["info", "error"]),
});

const chunkSchema = z.strictObject({
    series: z.array(z.object({ ...named, values: z.array(z.number()) })).optional(),
    distributions: z.array(z.object({ ...named, sketches: z.array(sketch) })).optional(),
    events: z.array(event).optional(),
    uncollectedEvents: z.array(event).optional(),
    logs: z.array(log).optional(),
});

/**
 * All that can be read, oldest first. A file that holds anything else is named and put aside, and
 * what can be read of it stays.
 */
export function* keptChunks(folder: string, report: (line: string) => void): Generator<Chunk> {
    for (const since of beginningsIn(folder)) {
        const file = fileOf(folder, since);
        let lines: readonly string[];
        try {
            lines = linesOf(file);
        } catch (error) {
            report(
                `${file} cannot be read, and telemetry of its hour is lost: ${messageOf(error)}`,
            );
            putAside(file, [], report);
            continue;
        }
        const good: Chunk[] = [];
        const bad: string[] = [];
        lines.forEach((line, at) => {
            try {
                good.push(chunkIn(line));
            } catch (error) {
                bad.push(`line ${at + 1}: ${messageOf(error)}`);
            }
        });
        if (bad.length > 0) {
            const count = bad.length === 1 ? "a line" : `${bad.length} lines`;
            report(`${file} has ${count} of another shape, left out. ${String(bad[0])}`);
            putAside(file, good, report);
        }
        yield* good;
    }
}

function chunkIn(line: string): Chunk {
    const parsed = chunkSchema.safeParse(JSON.parse(line));
    if (!parsed.success) {
        throw new Error(z.prettifyError(parsed.error));
    }
    return parsed.data;
}

/** Without the one that a killed range had begun. */
function linesOf(file: string): readonly string[] {
    const text = gunzipSync(readFileSync(file), { finishFlush: constants.Z_SYNC_FLUSH });
    return text.toString("utf8").split("\n").slice(0, -1);
}

/** What was good stays under the name; a disk without room for it leaves all as it is. */
function putAside(file: string, good: readonly Chunk[], report: (line: string) => void): void {
    const [aside, next] = [`${file}.unreadable`, `${file}.next`];
    try {
        if (good.length > 0) {
            writeFileSync(next, Buffer.concat(good.map(packed)), { mode: 0o600 });
        }
        renameSync(file, aside);
        if (good.length > 0) {
            renameSync(next, file);
        }
        report(`The file is now ${aside}.`);
    } catch (error) {
        report(`It stays where it is: ${messageOf(error)}`);
    }
}
