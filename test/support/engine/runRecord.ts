/** What was run against the real engine, for docs/engine-run.md. */
import type { Update } from "./update";

export interface RecordedRun {
    /** Title of the test it belongs to. */
    readonly test: string;
    /** As people type it. */
    readonly command: string;
    /** Of the CLI alone, from its start to its end. */
    readonly seconds: number;
    readonly counts: Update["counts"];
    readonly wasRefused: boolean;
}

/** What one chapter has shown, as it is kept and put on the page. */
export interface ChapterRecord {
    readonly title: string;
    /** ISO 8601. */
    readonly startedAt: string;
    /** With what is looked at and waited for; set when the chapter has ended. */
    minutes: number;
    readonly runs: RecordedRun[];
    /** What refused updates said, one line per reason. */
    readonly refusals: string[];
    /** What the stand-in of Datadog held, one line per occasion. */
    readonly holdings: string[];
}

export class RunRecord {
    private chapter = RunRecord.empty("");
    private test = "";

    /** Told everything that the CLI says, its events included; for tests of what must not be said. */
    listener: ((text: string) => void) | undefined;

    readonly hear = (text: string): void => {
        this.listener?.(text);
    };

    /** From now on everything belongs to that test; what was run before a chapter's first is the chapter's. */
    begin(chapter: string, test: string): void {
        if (this.chapter.title !== chapter) {
            const { startedAt, runs } = this.chapter;
            const before = runs.map((run) => ({ ...run, test }));
            this.chapter = { ...RunRecord.empty(chapter), startedAt, runs: before };
        }
        this.test = test;
    }

    /** The chapter is over; from now on everything belongs to the next one. */
    end(): ChapterRecord {
        const ended = this.chapter;
        ended.minutes = (Date.now() - Date.parse(ended.startedAt)) / 60_000;
        this.chapter = RunRecord.empty("");
        return ended;
    }

    add(command: string, update: Update): void {
        const { seconds, counts, errors } = update;
        const wasRefused = errors.length > 0;
        this.chapter.runs.push({ test: this.test, command, seconds, counts, wasRefused });
        const { created, updated, replaced, deleted } = counts;
        const changes = `+${created} ~${updated} +-${replaced} -${deleted}`;
        process.stderr.write(`        ${command}: ${seconds.toFixed(1)} s, ${changes}\n`);
    }

    /** Remembers the reasons of a refusal. */
    refusal(message: string): void {
        const reasons = message.split("\n").filter((line) => /^\s+- /.test(line));
        this.chapter.refusals.push(...reasons.map((line) => line.trim().slice(2)));
    }

    /** Remembers what the stand-in of Datadog held. */
    holding(line: string): void {
        this.chapter.holdings.push(line);
    }

    private static empty(title: string): ChapterRecord {
        const startedAt = new Date().toISOString();
        return { title, startedAt, minutes: 0, runs: [], refusals: [], holdings: [] };
    }
}
