/** What was run against the real engine, for docs/engine-run.md. */
import type { Update } from "./update";

export interface RecordedRun {
    /** Titles of the chapter and the test it belongs to. */
    readonly chapter: string;
    readonly test: string;
    /** As people type it. */
    readonly command: string;
    readonly update: Update;
}

export class RunRecord {
    readonly runs: RecordedRun[] = [];
    readonly startedAt = new Date();
    private chapter = "";
    private test = "";

    /** What refused updates said, one line per reason. */
    readonly refusals: string[] = [];

    /** What the stand-in of Datadog held, one line per occasion. */
    readonly holdings: string[] = [];

    /** Told everything that the CLI says, its events included; for tests of what must not be said. */
    listener: ((text: string) => void) | undefined;

    readonly hear = (text: string): void => {
        this.listener?.(text);
    };

    /** From now on everything belongs to that test. */
    begin(chapter: string, test: string): void {
        this.chapter = chapter;
        this.test = test;
    }

    add(command: string, update: Update): void {
        const { chapter, test } = this;
        this.runs.push({ chapter, test, command, update });
        const { created, updated, replaced, deleted } = update.counts;
        const counts = `+${created} ~${updated} +-${replaced} -${deleted}`;
        process.stderr.write(`        ${command}: ${update.seconds.toFixed(1)} s, ${counts}\n`);
    }

    /** Remembers the reasons of a refusal. */
    refusal(message: string): void {
        const reasons = message.split("\n").filter((line) => /^\s+- /.test(line));
        this.refusals.push(...reasons.map((line) => line.trim().slice(2)));
    }
}
