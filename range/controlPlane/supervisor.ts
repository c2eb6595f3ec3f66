/** Starts the components' processes, keeps their logs and ends exactly those processes. */
import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { endProcesses } from "./endProcesses";
import { Guardianship } from "./guardianship";

/** Lines of a dead component's log that the error quotes. */
const quotedLines = 25;

/** A dying Go program prints no more than this about its goroutines' stacks, unless it has many. */
const stackLines = 200;

export interface ComponentSpec {
    readonly name: string;
    readonly program: string;
    readonly args: readonly string[];
    /** How often it is started anew when it dies by itself, without a word. Default 0. */
    readonly revivals?: number;
}

interface Component {
    readonly spec: ComponentSpec;
    readonly child: ChildProcess;
    readonly logFile: string;
    /** How it ended; undefined while it runs. */
    exit: string | undefined;
    stopping: boolean;
}

export class Supervisor {
    private readonly components = new Map<string, Component>();
    private readonly guardianship = new Guardianship();
    private onDeath: ((obituary: string) => void) | undefined;

    /**
     * @param directory the components' working and home directory
     */
    public constructor(
        private readonly directory: string,
        private readonly logsDirectory: string,
    ) {}

    /** Starts a component; its output goes to `<name>.log`. Returns its process id. */
    public start(spec: ComponentSpec): number {
        const logFile = join(this.logsDirectory, `${spec.name}.log`);
        const log = openSync(logFile, "a");
        const child = spawn(spec.program, spec.args, {
            cwd: this.directory,
            // Nothing of the user's: no kubeconfig, no kwok configuration, no proxy to loopback.
            // Collecting garbage twice as often costs an idle control plane nothing that can be
            // measured and gives back 40 MiB; kwok and a kubelet take it as well.
            env: { HOME: this.directory, PATH: process.env.PATH, GOGC: "50" },
            // A group of its own: Ctrl-C in the terminal must leave the order of ending to us.
            detached: true,
            stdio: ["ignore", log, log],
        });
        closeSync(log);
        const component: Component = { spec, child, logFile, exit: undefined, stopping: false };
        this.components.set(spec.name, component);
        const onEnd = (how: string): void => {
            component.exit = how;
            this.guardianship.forget(child.pid ?? 0);
            if (component.stopping) {
                return;
            }
            const { revivals = 0 } = spec;
            if (revivals > 0) {
                this.start({ ...spec, revivals: revivals - 1 });
            } else {
                this.onDeath?.(this.obituary(component));
            }
        };
        child.on("error", (error) => {
            onEnd(error.message);
        });
        child.on("exit", (code, signal) => {
            onEnd(signal ?? `exit code ${code ?? "unknown"}`);
        });
        // The test process may end whenever it is done; the guardian sees to the rest.
        child.unref();
        const processId = child.pid ?? 0;
        if (processId > 0) {
            this.guardianship.watch(processId);
        }
        return processId;
    }

    /** Has files and folders removed when everything is stopped. */
    public removeAtEnd(paths: readonly string[]): void {
        this.guardianship.removeAtEnd(paths);
    }

    /** Has folders removed that the components hold, such as a cgroup's, once all are stopped. */
    public removeOnceFree(folders: readonly string[]): void {
        this.guardianship.removeOnceFree(folders);
    }

    /** Ends one component and starts it again with other arguments. */
    public async restart(spec: ComponentSpec): Promise<void> {
        await this.end([spec.name]);
        this.start(spec);
    }

    /** Throws when a component has died, naming it and quoting the end of its log. */
    public assertAlive(): void {
        for (const component of this.components.values()) {
            if (component.exit !== undefined && !component.stopping) {
                throw new Error(this.obituary(component));
            }
        }
    }

    /** From now on a death is told when it happens: nobody may be asking any more. */
    public tellDeaths(onDeath: (obituary: string) => void): void {
        this.onDeath = onDeath;
        this.assertAlive();
    }

    /** Ends everything, the latest first, and removes what is to be removed. */
    public async stop(): Promise<void> {
        await this.end([...this.components.keys()].reverse());
        await this.guardianship.end();
    }

    private async end(names: readonly string[]): Promise<void> {
        const running = names
            .map((name) => this.components.get(name))
            .filter((component) => component !== undefined)
            .filter((component) => component.exit === undefined);
        for (const component of running) {
            component.stopping = true;
        }
        await endProcesses(running.map(({ child }) => child.pid ?? 0).filter((id) => id > 0));
    }

    private obituary({ spec, exit, logFile }: Component): string {
        const log = existsSync(logFile) ? readFileSync(logFile, "utf8") : "(it is gone)";
        return `${spec.name} died (${exit ?? ""}); the end of its log:\n${endOf(log)}`;
    }
}

/** The last lines; of a Go program that panics those before its stacks, which say why. */
function endOf(log: string): string {
    const lines = log.trimEnd().split("\n");
    const lastWords = lines.slice(-stackLines);
    const stack = lastWords.findIndex((line) => /^goroutine \d+ \[/.test(line));
    const end = stack < 0 ? lines.length : lines.length - lastWords.length + stack;
    return lines.slice(Math.max(0, end - quotedLines), end).join("\n");
}
