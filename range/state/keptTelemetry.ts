/** The telemetry of a range that is kept: written as it comes, so that a killed range has it too. */
import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { constants, gunzipSync, gzipSync } from "node:zlib";

import type { Chunk, TelemetryStore } from "../store/store";

/** A file takes what comes in so long; its name is the time of its first. */
const fileSeconds = 3600;
/** What the store keeps, too. */
const keptSeconds = 6 * 3600;
const ending = ".jsonl.gz";

/**
 * Gives the store what was kept, and keeps from now on what it takes in.
 * @param report told of what cannot be read, or written: the range goes on without it
 */
export function keepTelemetry(
    directory: string,
    store: TelemetryStore,
    report: (line: string) => void,
): void {
    const folder = join(directory, "telemetry");
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const chunk of read(folder, report)) {
        store.add(chunk);
    }
    // Never one of an earlier range: what follows a stream that was cut off cannot be read.
    let since = -Infinity;
    const stop = store.onAdded((chunk) => {
        try {
            const now = Math.floor(store.until);
            if (now >= since + fileSeconds) {
                since = now;
                forget(folder, now);
            }
            write(join(folder, `${since}${ending}`), chunk);
        } catch (error) {
            stop();
            const why = error instanceof Error ? error.message : String(error);
            report(`Telemetry is not kept any more: ${why}. The range goes on.`);
        }
    });
}

/** Each chunk is a gzip stream of its own: a file that was cut off loses its last one only. */
function write(file: string, chunk: Chunk): void {
    appendFileSync(file, gzipSync(`${JSON.stringify(chunk)}\n`), { mode: 0o600 });
}

function forget(folder: string, now: number): void {
    for (const name of readdirSync(folder)) {
        if (Number.parseInt(name, 10) + fileSeconds < now - keptSeconds) {
            rmSync(join(folder, name));
        }
    }
}

function* read(folder: string, report: (line: string) => void): Generator<Chunk> {
    const names = readdirSync(folder).sort(
        (a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10),
    );
    for (const name of names) {
        const file = join(folder, name);
        try {
            for (const line of linesOf(file)) {
                yield JSON.parse(line) as Chunk;
            }
        } catch (error) {
            const why = error instanceof Error ? error.message : String(error);
            report(`${file} cannot be read to its end, and telemetry of its hour is lost: ${why}`);
        }
    }
}

/** Without the one that a killed range had begun. */
function linesOf(file: string): readonly string[] {
    const text = gunzipSync(readFileSync(file), { finishFlush: constants.Z_SYNC_FLUSH });
    return text.toString("utf8").split("\n").slice(0, -1);
}
