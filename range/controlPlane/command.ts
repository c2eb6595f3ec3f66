/** Runs a command to its end. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

export interface CommandOptions {
    readonly cwd?: string;
    readonly env?: NodeJS.ProcessEnv;
    /** Called with each line of standard error as it comes. */
    readonly onErrorLine?: (line: string) => void;
}

/** Lines of standard error that a failure quotes. */
const quotedLines = 40;

/** Resolves to standard output; rejects, quoting standard error, when the command fails. */
export async function runCommand(
    command: string,
    args: readonly string[],
    options: CommandOptions = {},
): Promise<string> {
    const child = spawn(command, args, {
        cwd: options.cwd,
        env: options.env ?? process.env,
        stdio: ["ignore", "pipe", "pipe"],
    });
    const output: Buffer[] = [];
    const complaints: string[] = [];
    child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
    createInterface({ input: child.stderr }).on("line", (line) => {
        complaints.push(line);
        complaints.splice(0, complaints.length - quotedLines);
        options.onErrorLine?.(line);
    });
    const status = await new Promise<string>((resolve, reject) => {
        child.on("error", reject);
        child.on("close", (code, signal) => {
            resolve(code === 0 ? "" : (signal ?? `exit code ${code ?? "unknown"}`));
        });
    });
    if (status !== "") {
        const shown = [command, ...args].join(" ");
        throw new Error(`${shown}: ${status}\n${complaints.join("\n")}`);
    }
    return Buffer.concat(output).toString("utf8");
}
