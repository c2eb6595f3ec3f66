/** An agent under test as a process: started clean, stopped with everything that it has started. */
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

import { familyOf } from "./descendants";

/** Between asking to end and ending. */
const graceMilliseconds = 3000;

/** With these a shell says that a command may not be executed, and that there is none of that name. */
const unstartableCodes: ReadonlySet<number | null> = new Set([126, 127]);

export interface AgentStart {
    /** A command line, for the shell. */
    readonly command: string;
    readonly directory: string;
    readonly environment: Readonly<Record<string, string>>;
    /** A value in that environment which no other process has. */
    readonly mark: string;
    /** What it prints goes there. */
    readonly outputFile: string;
}

export class Agent {
    /**
     * Resolves to its exit code when it ends, -1 when a signal ended it. Rejects, with what its shell
     * says, when it cannot be run.
     */
    readonly ended: Promise<number>;
    private readonly child: ChildProcess;

    constructor(private readonly start: AgentStart) {
        const output = openSync(start.outputFile, "w", 0o600);
        this.child = spawn(start.command, {
            shell: true,
            // A group of its own, which can be ended as a whole.
            detached: true,
            cwd: start.directory,
            env: start.environment,
            stdio: ["ignore", output, output],
        });
        closeSync(output);
        this.ended = new Promise((resolve, reject) => {
            this.child.on("error", reject);
            this.child.on("exit", (code) => {
                if (unstartableCodes.has(code)) {
                    reject(unstartable(start, `${code}`));
                } else {
                    resolve(code ?? -1);
                }
            });
        });
    }

    /** Ends it and all its descendants, those that have run away from it as well. */
    async stop(): Promise<void> {
        this.signal("SIGTERM");
        for (let left = graceMilliseconds; left > 0 && this.family().length > 0; left -= 100) {
            await sleep(100);
        }
        // What starts others while it is being ended is caught in the next round.
        for (let round = 0; round < 20 && this.family().length > 0; round++) {
            this.signal("SIGKILL");
            await sleep(50);
        }
    }

    private family(): readonly number[] {
        const first = this.child.pid;
        return first === undefined ? [] : familyOf(first, this.start.mark);
    }

    private signal(signal: NodeJS.Signals): void {
        for (const id of this.family()) {
            try {
                process.kill(id, signal);
            } catch {
                // It has ended meanwhile.
            }
        }
    }
}

function unstartable({ command, outputFile }: AgentStart, code: string): Error {
    const said = readFileSync(outputFile, "utf8").trim();
    return new Error(
        `The agent cannot be run (exit code ${code}): ${said}\nIts command: ${command}\nIt starts in ` +
            "a folder of its own, without what npm adds to the PATH: programs and files are found " +
            "by their whole path.",
    );
}
