/** Answers as lines of a file of the agent's, which it may append to or write anew each time. */
import { closeSync, openSync, readSync, statSync } from "node:fs";

/** More than a thousand answers; what lies behind that is not read. */
const mostBytes = 1024 * 1024;

export class AnswersFile {
    private readonly taken = new Set<string>();

    constructor(
        private readonly path: string,
        private readonly take: (line: string) => void,
    ) {}

    /**
     * Takes the lines that were not there before.
     * @param isLast also the line that nobody has ended
     */
    look(isLast = false): void {
        const lines = this.read().split("\n");
        const last = lines.pop() ?? "";
        for (const line of isLast ? [...lines, last] : lines) {
            const text = line.trim();
            if (text !== "" && !this.taken.has(text)) {
                this.taken.add(text);
                this.take(text);
            }
        }
    }

    private read(): string {
        try {
            // A pipe would never end, and a folder has no lines.
            if (!statSync(this.path).isFile()) {
                return "";
            }
            const descriptor = openSync(this.path, "r");
            try {
                const buffer = Buffer.alloc(mostBytes);
                return buffer.toString("utf8", 0, readSync(descriptor, buffer, 0, mostBytes, 0));
            } finally {
                closeSync(descriptor);
            }
        } catch {
            return "";
        }
    }
}
