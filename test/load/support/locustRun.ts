/** Runs real Locust with the load scripts, as the Job does, against a stand-in on loopback. */
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { locustArguments } from "../../../scenarios/load/command";
import type { LevelControl } from "../../../scenarios/load/level";
import type { Mix } from "../../../scenarios/load/mixes";
import type { LoadSummary } from "../../../scenarios/load/summary";
import { locustPython, scriptFolder } from "./scripts";
import { releaseSlot, takeSlot } from "./slots";

export interface RunOptions {
    readonly mix: Mix;
    /** The shop's address. */
    readonly host: string;
    /** Default 10. */
    readonly users?: number;
    /** Users started per second; default: all in the first second. */
    readonly spawnRate?: number;
    /** Default 6. */
    readonly seconds?: number;
    /** How the load finds the number of its users; default: all come and stay. */
    readonly level?: LevelControl;
    /** Worker processes; default 1, which means none beside the only one. */
    readonly processes?: number;
    readonly environment?: Readonly<Record<string, string>>;
    /** How many files a process of it may open (`ulimit -n`); default: as many as the caller's. */
    readonly openFiles?: number;
    /** Put in front of the locustfile. */
    readonly prelude?: string;
}

/** All users are there; the second form is Locust's when workers are slow to report them. */
export const allSpawned = /All users spawned|Spawning is complete/;

const alive = new Set<ChildProcess>();

/** A run that goes on. */
export class LocustRun {
    readonly #process: ChildProcess;
    readonly #output: string[] = [];
    readonly #closed: Promise<unknown[]>;
    /** Where the run leaves its results. */
    readonly results: string;

    private constructor(python: string, parameters: readonly string[], options: RunOptions) {
        const folder = scriptFolder(options.mix, options.prelude, options.level);
        this.results = join(folder, "results");
        const { openFiles } = options;
        const limited =
            openFiles === undefined ? [] : ["sh", "-c", `ulimit -n ${openFiles}; exec "$0" "$@"`];
        const [program = python, ...args] = [...limited, python, "-m", "locust", ...parameters];
        this.#process = spawn(program, args, {
            cwd: folder,
            stdio: ["ignore", "pipe", "pipe"],
            // Nothing of the caller's environment, as in the container.
            env: {
                PATH: process.env.PATH,
                HOME: join(folder, "no-home"),
                PYTHONDONTWRITEBYTECODE: "1",
                MIX_FILE: join(folder, "mix.json"),
                RESULTS_DIR: this.results,
                RUN_ID: "run-7",
                ...options.environment,
            },
        });
        for (const stream of [this.#process.stdout, this.#process.stderr]) {
            stream?.setEncoding("utf8").on("data", (text: string) => this.#output.push(text));
        }
        this.#closed = once(this.#process, "close");
        alive.add(this.#process);
        const ended = (): void => {
            alive.delete(this.#process);
            releaseSlot();
        };
        void this.#closed.then(ended, ended);
    }

    static async start(options: RunOptions): Promise<LocustRun> {
        const { users = 10, spawnRate = users, seconds = 6, processes = 1 } = options;
        const python = await locustPython();
        const port = String(await freePort());
        const profile = { users, spawnRate, durationSeconds: seconds, processes };
        const parameters = [
            ...locustArguments(options.host, profile, "locustfile.py"),
            // Runs must not meet on one machine, as they do not in pods.
            ...["--master-bind-port", port, "--master-port", port],
        ];
        await takeSlot();
        return new LocustRun(python, parameters, options);
    }

    /** Start, wait for the end, and read what is left. */
    static async complete(options: RunOptions): Promise<FinishedRun> {
        return (await LocustRun.start(options)).end();
    }

    get output(): string {
        return this.#output.join("");
    }

    get pid(): number {
        const { pid } = this.#process;
        if (pid === undefined) {
            throw new Error("Locust did not start");
        }
        return pid;
    }

    terminate(): void {
        this.#process.kill("SIGTERM");
    }

    /** Wait until the output says this; throws when the run ends without it. */
    async says(sign: RegExp): Promise<void> {
        while (!sign.test(this.output)) {
            if (this.#process.exitCode !== null) {
                throw new Error(`Locust ended without saying ${String(sign)}:\n${this.output}`);
            }
            await sleep(50);
        }
    }

    async end(): Promise<FinishedRun> {
        const [exitCode] = (await this.#closed) as [number | null];
        return new FinishedRun(exitCode, this.output, this.results);
    }
}

/** A run that has ended; only what it left can be read. */
export class FinishedRun {
    constructor(
        readonly exitCode: number | null,
        readonly output: string,
        readonly results: string,
    ) {}

    /** A result file's text; the whole log comes with the error when there is none. */
    read(name: string): string {
        if (!existsSync(join(this.results, name))) {
            throw new Error(`There is no ${name}; Locust said:\n${this.output}`);
        }
        return readFileSync(join(this.results, name), "utf8");
    }

    get summary(): LoadSummary {
        return JSON.parse(this.read("summary.json")) as LoadSummary;
    }

    /** The figures of the task of that name. */
    task(name: string): LoadSummary["tasks"][number] {
        const found = this.summary.tasks.find((task) => task.name === name);
        if (found === undefined) {
            throw new Error(`No task "${name}" in the summary; Locust said:\n${this.output}`);
        }
        return found;
    }
}

// Nothing is left running when the tests are interrupted.
process.on("exit", () => {
    alive.forEach((child) => child.kill());
});

async function freePort(): Promise<number> {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, "close");
    return port;
}
