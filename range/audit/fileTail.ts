/** The lines that come to a log, across the moments at which a full one is renamed. */
import { closeSync, fstatSync, openSync, readSync, statSync } from "node:fs";
import { StringDecoder } from "node:string_decoder";

const chunkBytes = 256 * 1024;

/** A log that is not there yet has no lines. */
export class FileTail {
    private descriptor: number | undefined;
    private readonly buffer = Buffer.alloc(chunkBytes);
    private decoder = new StringDecoder("utf8");
    private begun = "";

    constructor(private readonly path: string) {}

    /** Hands over each whole line that has come since the last time. */
    read(take: (line: string) => void): void {
        for (;;) {
            this.descriptor ??= this.open();
            if (this.descriptor === undefined) {
                return;
            }
            this.drain(this.descriptor, take);
            if (!this.wasRenamed(this.descriptor)) {
                return;
            }
            // What was written between the last look and the renaming.
            this.drain(this.descriptor, take);
            this.close();
        }
    }

    close(): void {
        if (this.descriptor !== undefined) {
            closeSync(this.descriptor);
            this.descriptor = undefined;
        }
        this.begun = "";
        this.decoder = new StringDecoder("utf8");
    }

    private open(): number | undefined {
        try {
            return openSync(this.path, "r");
        } catch {
            return undefined;
        }
    }

    private drain(descriptor: number, take: (line: string) => void): void {
        for (;;) {
            const length = readSync(descriptor, this.buffer, 0, chunkBytes, null);
            if (length === 0) {
                return;
            }
            const text = this.begun + this.decoder.write(this.buffer.subarray(0, length));
            const lines = text.split("\n");
            this.begun = lines.pop() ?? "";
            lines.filter((line) => line !== "").forEach(take);
        }
    }

    private wasRenamed(descriptor: number): boolean {
        try {
            return statSync(this.path).ino !== fstatSync(descriptor).ino;
        } catch {
            // Renamed, and the next one is not there yet: it is looked for the next time.
            return false;
        }
    }
}
