/** The ranges that run on this machine now, for whoever wants to use one from another terminal. */
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { z } from "zod";
import { isAlive } from "../../tools/isAlive";
import { replaceFile } from "../../tools/replaceFile";
import { stateRoot } from "./stateRoot";

const schema = z.object({
    processId: z.number(),
    directory: z.string(),
    kubeconfigPath: z.string(),
    contextName: z.string(),
    /** When it was up, as ISO 8601 has it. */
    since: z.string(),
    /** Base URL of Datadog's API. */
    datadogUrl: z.string(),
    apiKey: z.string(),
    appKey: z.string(),
    /** An application key that can only read. */
    guestAppKey: z.string(),
});

export type RunningRange = Readonly<z.infer<typeof schema>>;

/** The file that says of a range that it runs; it has to go with the range. */
export function announcementOf(processId: number): string {
    return join(folder(), `${processId}.json`);
}

export function announce(range: RunningRange): void {
    mkdirSync(folder(), { recursive: true, mode: 0o700 });
    // At once: another terminal may look at any time.
    const text = `${JSON.stringify(range, undefined, 4)}\n`;
    replaceFile(announcementOf(range.processId), text, 0o600);
}

/** Removes what is left of ranges that are gone. */
export function runningRanges(): readonly RunningRange[] {
    return filesIn(folder()).flatMap((file) => {
        if (!isAlive(Number.parseInt(basename(file)))) {
            rmSync(file, { force: true });
            return [];
        }
        return read(file) ?? [];
    });
}

function folder(): string {
    return join(stateRoot(), "running");
}

function filesIn(path: string): readonly string[] {
    try {
        return readdirSync(path).map((name) => join(path, name));
    } catch {
        return [];
    }
}

/** Undefined for a file that is half written, or of another version's range. */
function read(file: string): RunningRange | undefined {
    try {
        return schema.parse(JSON.parse(readFileSync(file, "utf8")));
    } catch {
        return undefined;
    }
}
