/** Runs real Locust with the load scripts, as the Job does, against a stand-in on loopback. */
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadFiles } from "../../../scenarios/load/files";
import type { Mix } from "../../../scenarios/load/mixes";
import type { LoadSummary } from "../../../scenarios/load/summary";
import { pythonEnvironment } from "../../support/python";

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
    /** Worker processes; default 1, which means none beside the only one. */
    readonly processes?: number;
    readonly environment?: Readonly<Record<string, string>>;
    /** Put in front of the locustfile. */
    readonly prelude?: string;
}

/** How many runs may go on at a time: enough to fill the waits, few enough not to be slow. */
const slots = 3;

const folders: string[] = [];
const alive = new Set<ChildProcess>();
const waiting: (() => void)[] = [];
let running = 0;

export class LocustRun {
    readonly #process: ChildProcess;
    readonly #output: string[] = [];
    readonly #closed: Promise<unknown[]>;
    /** Where the run leaves its results. */
    readonly results: string;

    private constructor(python: string, parameters: readonly string[], options: RunOptions) {
        const folder = mkdtempSync(join(tmpdir(), "locust-run-"));
        folders.push(folder);
        for (const [name, text] of Object.entries(loadFiles(options.mix))) {
            const prelude = name === "locustfile.py" ? (options.prelude ?? "") : "";
            writeFileSync(join(folder, name), prelude + text);
        }
        this.results = join(folder, "results");
        this.#process = spawn(python, ["-m", "locust", ...parameters], {
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
        const parameters = [
            ...["--locustfile", "locustfile.py", "--headless", "--host", options.host],
            ...["--users", String(users), "--spawn-rate", String(spawnRate)],
            ...["--run-time", `${seconds}s`, "--exit-code-on-error", "0", "--stop-timeout", "2"],
            ...(processes > 1 ? ["--processes", String(processes)] : []),
            ...(processes > 1 ? ["--expect-workers-max-wait", "30"] : []),
            ...["--master-bind-host", "127.0.0.1"],
            // Other ports than in the Job, so that runs do not meet on one machine.
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

    /** Wait until the output contains the text; throws when the run ends without it. */
    async says(text: string): Promise<void> {
        while (!this.output.includes(text)) {
            if (this.#process.exitCode !== null) {
                throw new Error(`Locust ended without saying "${text}":\n${this.output}`);
            }
            await new Promise((resolve) => setTimeout(resolve, 50));
        }
    }

    async end(): Promise<FinishedRun> {
        const [exitCode] = (await this.#closed) as [number | null];
        return new FinishedRun(exitCode, this.output, this.results);
    }
}

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

/** Remove what the runs of this file left behind. */
export function removeRuns(): void {
    for (const folder of folders.splice(0)) {
        rmSync(folder, { recursive: true, force: true });
    }
}

/** Run a few lines of Python beside the modules of the mix; the result is what they print. */
export async function runPython(
    mix: Mix,
    program: string,
    environment: Readonly<Record<string, string>> = {},
): Promise<string> {
    const folder = mkdtempSync(join(tmpdir(), "locust-run-"));
    folders.push(folder);
    for (const [name, text] of Object.entries(loadFiles(mix))) {
        writeFileSync(join(folder, name), text);
    }
    const child = spawn(await locustPython(), ["-c", program], {
        cwd: folder,
        stdio: ["ignore", "pipe", "pipe"],
        env: { PATH: process.env.PATH, PYTHONDONTWRITEBYTECODE: "1", ...environment },
    });
    const printed: string[] = [];
    const errors: string[] = [];
    child.stdout.setEncoding("utf8").on("data", (text: string) => printed.push(text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => errors.push(text));
    const [code] = (await once(child, "close")) as [number | null];
    if (code !== 0) {
        throw new Error(`Python ended with ${String(code)}:\n${errors.join("")}`);
    }
    return printed.join("");
}

let python: Promise<string> | undefined;

/** The interpreter that has Locust; the first call may install it. */
export function locustPython(): Promise<string> {
    python ??= pythonEnvironment(join(__dirname, "..", "requirements.txt"));
    return python;
}

async function takeSlot(): Promise<void> {
    if (running < slots) {
        running += 1;
    } else {
        // The run that ends hands its slot on.
        await new Promise<void>((resolve) => waiting.push(resolve));
    }
}

function releaseSlot(): void {
    const next = waiting.shift();
    if (next === undefined) {
        running -= 1;
    } else {
        next();
    }
}

async function freePort(): Promise<number> {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, "close");
    return port;
}
