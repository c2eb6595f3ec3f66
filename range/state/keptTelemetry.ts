/** The telemetry of a range that is kept: written as it comes, so that a killed range has it too. */
import { appendFileSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

import type { Chunk, TelemetryStore } from "../store/store";
import { beginningsIn, fileOf, keptChunks, packed } from "./keptChunks";
import { messageOf } from "../../tools/messageOf";

/** A file takes what comes in so long; its name is the time of its first. */
const fileSeconds = 3600;
/** What the store keeps, too. */
const keptSeconds = 6 * 3600;

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
    for (const chunk of keptChunks(folder, report)) {
        store.add(chunk);
    }
    const writer = new ChunkWriter(folder, report);
    store.onAdded((chunk) => {
        writer.write(chunk, store.until);
    });
}

class ChunkWriter {
    /** Never a file of an earlier range: what follows a stream that was cut off cannot be read. */
    private newest: number;
    /** Undefined: the next chunk begins a file. */
    private since: number | undefined;
    private isFailing = false;

    constructor(
        private readonly folder: string,
        private readonly report: (line: string) => void,
    ) {
        this.newest = beginningsIn(folder).at(-1) ?? -Infinity;
    }

    /** A full disk is said once, and when there is room again: until then what comes is lost. */
    write(chunk: Chunk, until: number): void {
        try {
            appendFileSync(fileOf(this.folder, this.begunAt(Math.floor(until))), packed(chunk), {
                mode: 0o600,
            });
            if (this.isFailing) {
                this.report(`Telemetry is kept again in ${this.folder}, with a gap.`);
            }
            this.isFailing = false;
        } catch (error) {
            // What was written of it may be half a stream.
            this.since = undefined;
            if (!this.isFailing) {
                this.report(`Telemetry is not kept: ${messageOf(error)}. The range goes on.`);
            }
            this.isFailing = true;
        }
    }

    private begunAt(now: number): number {
        if (this.since === undefined || now >= this.since + fileSeconds) {
            this.since = Math.max(now, this.newest + 1);
            this.newest = this.since;
            forget(this.folder, now);
        }
        return this.since;
    }
}

/** Also what was put aside of that time. */
function forget(folder: string, now: number): void {
    for (const name of readdirSync(folder)) {
        if (Number.parseInt(name, 10) + fileSeconds < now - keptSeconds) {
            rmSync(join(folder, name), { recursive: true });
        }
    }
}
