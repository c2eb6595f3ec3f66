/** Answers as lines of a file of the agent's, which it may append to or write anew each time. */
import { closeSync, openSync, readSync, statSync } from "node:fs";

/** More than a thousand answers; what lies behind that is not read. */
const mostBytes = 1024 * 1024;

/** The same for lines: each may have to be looked for among those of the last look. */
const mostLines = 5000;

export class AnswersFile {
    private before: readonly string[] = [];

    constructor(
        private readonly path: string,
        private readonly take: (line: string) => void,
    ) {}

    /**
     * Takes the lines that were not there, in that order, when some were taken last. One that is
     * repeated is taken again, because the last one counts.
     * @param isLast also the line that nobody has ended
     */
    look(isLast = false): void {
        const lines = this.read().split("\n");
        const last = lines.pop() ?? "";
        const texts = (isLast ? [...lines, last] : lines)
            .map((line) => line.trim())
            .filter((text) => text !== "")
            .slice(0, mostLines);
        let from = 0;
        const news = texts.filter((text) => {
            const known = this.before.indexOf(text, from);
            from = known === -1 ? from : known + 1;
            return known === -1;
        });
        // A file that is just being written anew has less than before, and nothing that is new.
        if (news.length > 0) {
            this.before = texts;
        }
        news.forEach((text) => {
            this.take(text);
        });
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
