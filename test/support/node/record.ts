/** What a run showed, for docs/node-run.md. */

export interface RecordedStep {
    readonly what: string;
    readonly seconds: number | undefined;
    readonly seen: string;
}

export interface RecordedChapter {
    readonly title: string;
    readonly steps: RecordedStep[];
}

export class NodeRecord {
    public readonly startedAt = new Date();
    public readonly chapters: RecordedChapter[] = [];

    /** From now on everything belongs to that chapter. */
    public begin(title: string): void {
        if (this.chapters.at(-1)?.title !== title) {
            this.chapters.push({ title, steps: [] });
        }
    }

    /** Notes a step, and says it at once: a run takes a quarter of an hour. */
    public add(what: string, seconds: number | undefined, seen = ""): void {
        this.chapters.at(-1)?.steps.push({ what, seconds, seen });
        const took = seconds === undefined ? "" : ` (${seconds.toFixed(1)} s)`;
        process.stderr.write(`        ${what}${took}${seen === "" ? "" : `: ${seen}`}\n`);
    }
}
