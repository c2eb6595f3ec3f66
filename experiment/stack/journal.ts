/** What an experiment on a stack is at, on disk: for whoever comes after a process that was killed. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname, join } from "node:path";

import { z } from "zod";

import type { Place } from "../../live/snapshot/place";
import { parseSnapshot, type Snapshot } from "../../live/snapshot/snapshotFile";
import { replaceFile } from "../../tools/replaceFile";
import type { Values } from "./engine";

/** `rest` is the healthy shop: nothing has to be undone. */
const phases = ["rest", "fix", "incident", "recovery"] as const;
export type Phase = (typeof phases)[number];

const entrySchema = z.object({
    schema: z.literal(1),
    stack: z.string(),
    incident: z.string(),
    /** Of the arm that is played. */
    remediation: z.string(),
    phase: z.enum(phases),
    /** ISO 8601, of the phase. */
    since: z.iso.datetime(),
    host: z.string(),
    process: z.number(),
    place: z.object({ context: z.string(), namespace: z.string() }),
    /** The stack's own settings as they were at the beginning. */
    settings: z.record(z.string(), z.string()),
    /** Text of a snapshot file; null: it has not come to that. */
    snapshot: z.string().nullable(),
});

export type JournalEntry = z.infer<typeof entrySchema>;

/** One for each stack, whatever is played on it, and wherever the evidence goes. */
export function journalFile(stack: string): string {
    return join("results", `unfinished-${stack}.json`);
}

/** Undefined: nothing is unfinished. Throws for a file that cannot be read, naming it. */
export function readJournal(file: string): JournalEntry | undefined {
    if (!existsSync(file)) {
        return undefined;
    }
    const parsed = entrySchema.safeParse(parsedJson(readFileSync(file, "utf8")));
    if (!parsed.success) {
        throw new Error(
            `The journal ${file} cannot be read. Recover by hand (pulumi up --refresh -c ` +
                "incident=none -c remediation=none), look (npm run verify), and delete that file.",
        );
    }
    return parsed.data;
}

/** The healthy shop of the experiment; undefined: it had not come to that. */
export function snapshotIn(entry: JournalEntry, file: string): Snapshot | undefined {
    return entry.snapshot === null ? undefined : parseSnapshot(entry.snapshot, file, entry.place);
}

export interface JournalSubject {
    readonly stack: string;
    readonly incident: string;
    readonly place: Place;
    readonly settings: Values;
}

export class Journal {
    private entry: JournalEntry;

    /** Throws when it cannot be written, or there is one meanwhile: then nothing may begin. */
    constructor(
        private readonly file: string,
        { stack, incident, place, settings }: JournalSubject,
        private readonly report: (line: string) => void,
    ) {
        const { context, namespace } = place;
        this.entry = {
            ...{ schema: 1, stack, incident, remediation: "none", phase: "rest" },
            ...{ since: new Date().toISOString(), host: hostname(), process: process.pid },
            ...{ place: { context, namespace }, settings, snapshot: null },
        };
        mkdirSync(dirname(file), { recursive: true });
        // Of two that begin at the same time one fails.
        writeFileSync(file, JSON.stringify(this.entry), { flag: "wx" });
    }

    get phase(): Phase {
        return this.entry.phase;
    }

    keepSnapshot(snapshot: Snapshot): void {
        this.change({ snapshot: JSON.stringify(snapshot) });
    }

    /** From now on. A disk that is full is no reason to leave an incident on. */
    enter(phase: Phase, remediation = this.entry.remediation): void {
        this.change({ phase, remediation, since: new Date().toISOString() });
    }

    /** All is as it was: there is nothing to come back to. */
    end(): void {
        rmSync(this.file, { force: true });
    }

    private change(changes: Partial<JournalEntry>): void {
        this.entry = { ...this.entry, ...changes };
        try {
            // Whole or not at all, whenever the process is killed.
            replaceFile(this.file, JSON.stringify(this.entry));
        } catch (error) {
            this.report(`The journal ${this.file} could not be written: ${String(error)}`);
        }
    }
}

function parsedJson(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}
