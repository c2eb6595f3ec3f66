/** Other people's programs: whether they are there, and what they say. */
import { execFile } from "node:child_process";

/** How a program ended. */
export interface Ran {
    /** Undefined: there is no such program; null: it was ended before it answered. */
    readonly code: number | null | undefined;
    readonly output: string;
    readonly errors: string;
}

export type RunProgram = (program: string, args: readonly string[]) => Promise<Ran>;

/** Docker asks its daemon, and waits for one that hangs. */
const patienceMs = 20_000;

/** Runs a program of the PATH to its end, without a shell. */
export const runProgram: RunProgram = (program, args) =>
    new Promise((resolve) => {
        const options = { timeout: patienceMs, maxBuffer: 2 ** 24 };
        execFile(program, args, options, (error, output, errors) => {
            const { code = null } = error ?? { code: 0 };
            const ended = typeof code === "number" ? code : null;
            resolve({ code: code === "ENOENT" ? undefined : ended, output, errors });
        });
    });

/** The first line that says something; what went wrong rather than what went well. */
export function firstLine({ output, errors }: Ran): string {
    const lines = [...errors.split("\n"), ...output.split("\n")];
    return lines.find((line) => line.trim() !== "")?.trim() ?? "no word of why";
}
