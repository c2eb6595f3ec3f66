/** `npm run range` as its users run it: a process of its own, and a shell that takes its word. */
import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

import { waitFor } from "../../../range/controlPlane/wait";

const project = resolve(__dirname, "../../..");
const command = [
    "--import",
    pathToFileURL(require.resolve("tsx")).href,
    join(project, "cli/range.ts"),
];

/** What the very first start of a machine may take: everything is built. */
const buildSeconds = 1800;

const execute = promisify(execFile);

export interface RangeProcessOptions {
    /** Where ranges keep their state; default: a new folder, which goes at the end. */
    readonly stateHome?: string;
    readonly environment?: Readonly<Record<string, string>>;
}

/** How a process has ended. */
export interface Ended {
    readonly code: number | null;
    /** Both outputs, as they came. */
    readonly output: string;
}

export class RangeProcess {
    private output = "";
    private readonly ended: Promise<Ended>;
    private hasEnded = false;

    private constructor(
        public readonly child: ChildProcess,
        public readonly stateHome: string,
        private readonly ownsState: boolean,
    ) {
        for (const stream of [child.stdout, child.stderr]) {
            stream?.setEncoding("utf8").on("data", (text: string) => {
                this.output += text;
            });
        }
        this.ended = once(child, "close").then(([code]) => {
            this.hasEnded = true;
            if (ownsState) {
                rmSync(stateHome, { recursive: true, force: true });
            }
            return { code: code as number | null, output: this.output };
        });
    }

    /** Starts the process, and waits for nothing. */
    public static spawn(args: readonly string[], options: RangeProcessOptions = {}): RangeProcess {
        const { stateHome = mkdtempSync(join(tmpdir(), "range-state-")) } = options;
        const child = spawn(process.execPath, [...command, ...args], {
            cwd: project,
            env: { ...process.env, XDG_STATE_HOME: stateHome, ...options.environment },
            stdio: ["ignore", "pipe", "pipe"],
        });
        return new RangeProcess(child, stateHome, options.stateHome === undefined);
    }

    /** Starts a range and waits until it says that it is up. */
    public static async start(
        args: readonly string[],
        options: RangeProcessOptions = {},
    ): Promise<RangeProcess> {
        const started = RangeProcess.spawn(args, options);
        await waitFor(
            "the range to be up",
            buildSeconds,
            () => started.isUp() || undefined,
            // Whoever waited on would do so for nothing.
            () => {
                started.requireAlive();
            },
        );
        return started;
    }

    public get processId(): number {
        return this.child.pid ?? 0;
    }

    /** What it has said so far. */
    public get said(): string {
        return this.output;
    }

    /** What a shell has set after it has evaluated what `--env` prints. */
    public async environment(
        ...args: readonly string[]
    ): Promise<Readonly<Record<string, string>>> {
        const script = 'set -e; words=$("$@"); eval "$words"; env -0';
        const words = [process.execPath, ...command, "--env", ...args];
        const { stdout } = await execute("sh", ["-c", script, "sh", ...words], {
            cwd: project,
            env: { PATH: process.env.PATH, XDG_STATE_HOME: this.stateHome },
        });
        const pairs = stdout.split("\0").filter((pair) => pair !== "");
        return Object.fromEntries(
            pairs.map((pair) => [pair.replace(/=.*$/s, ""), pair.replace(/^[^=]*=/, "")]),
        );
    }

    public end(signal: NodeJS.Signals = "SIGINT"): Promise<Ended> {
        this.child.kill(signal);
        return this.ended;
    }

    /** Resolves when it has ended by itself. */
    public whenEnded(): Promise<Ended> {
        return this.ended;
    }

    private isUp(): boolean {
        return this.output.includes("The range is up");
    }

    /** Throws, with all that it said, when it has ended. */
    public requireAlive(): void {
        if (this.hasEnded) {
            throw new Error(`The range has ended:\n${this.output}`);
        }
    }
}
