import { closeSync, openSync, writeSync } from "node:fs";

const bufferCharacters = 65_536;

/**
 * A file that grows by a line at a time. It writes at once what its buffer cannot hold, because
 * a simulation does not pause: a stream would keep all of it in memory until the end.
 */
export class LineFile {
    private readonly descriptor: number;
    private buffer = "";

    constructor(path: string) {
        this.descriptor = openSync(path, "wx");
    }

    /** Adds a value as a line of JSON. */
    add(value: unknown): void {
        this.buffer += `${JSON.stringify(value)}\n`;
        if (this.buffer.length >= bufferCharacters) {
            this.flush();
        }
    }

    close(): void {
        this.flush();
        closeSync(this.descriptor);
    }

    private flush(): void {
        writeSync(this.descriptor, this.buffer);
        this.buffer = "";
    }
}
