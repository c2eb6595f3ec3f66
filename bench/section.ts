import { messageOf } from "../tools/messageOf";

/** One part of `npm run bench`: a file `<name>.section.ts` in this folder that exports `section`. */
export interface BenchSection {
    readonly title: string;
    /** Measures; `say` prints a line at once. Throws when a promised ratio is missed; times are printed. */
    readonly run: (say: (line: string) => void) => Promise<void>;
}

/** CPU seconds of this process that the work takes: other work on the machine does not count. */
export async function cpuSeconds<T>(
    work: () => T | Promise<T>,
): Promise<{ readonly seconds: number; readonly value: T }> {
    const before = process.cpuUsage();
    const value = await work();
    const { user, system } = process.cpuUsage(before);
    return { seconds: (user + system) / 1e6, value };
}

/** A number with separators of thousands and no fraction. */
export function whole(value: number): string {
    return Math.round(value).toLocaleString("en");
}

/**
 * Runs all sections, whatever becomes of one of them: what failed is told where it happens, and
 * again at the end, by the error that it then rejects with.
 */
export async function runSections(
    sections: readonly (readonly [name: string, section: BenchSection])[],
    say: (line: string) => void,
): Promise<void> {
    const failures: string[] = [];
    for (const [name, section] of sections) {
        say(section.title);
        try {
            await section.run(say);
        } catch (error) {
            const failure = `${name}: ${messageOf(error)}`;
            failures.push(failure);
            say(`  FAILED ${failure}`);
        }
        say("");
    }
    if (failures.length > 0) {
        throw new Error(["Not kept:", ...failures].join("\n  "));
    }
}
