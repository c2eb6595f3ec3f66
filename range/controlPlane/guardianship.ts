/** The guardian, a process of its own, as those have it whom it cleans up after. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** One that ends sooner after its start cannot live here, nor could its successor. */
const leastLifeMs = 1000;

export class Guardianship {
    private readonly watched = new Set<number>();
    /** What it is to do besides, once those are gone. */
    private readonly orders: object[] = [];
    private guardian: ChildProcess;
    private isEnding = false;

    constructor() {
        this.guardian = this.spawn();
    }

    /** Undefined when it could not be started. */
    get processId(): number | undefined {
        return this.guardian.pid;
    }

    /** Has it end that process when this one is gone. */
    watch(processId: number): void {
        this.watched.add(processId);
        this.tell({ watch: processId });
    }

    forget(processId: number): void {
        this.watched.delete(processId);
        this.tell({ forget: processId });
    }

    /** Has files and folders removed when everything is stopped. */
    removeAtEnd(paths: readonly string[]): void {
        this.order(paths.map((remove) => ({ remove })));
    }

    /** Has folders removed that the processes hold, such as a cgroup's, once those are gone. */
    removeOnceFree(folders: readonly string[]): void {
        this.order(folders.map((free) => ({ free })));
    }

    /** Has it do now what it was told; resolves when that is done. */
    async end(): Promise<void> {
        this.isEnding = true;
        const { guardian } = this;
        if (guardian.exitCode !== null || guardian.signalCode !== null) {
            return;
        }
        const gone = once(guardian, "exit");
        guardian.ref();
        guardian.stdin?.end();
        await gone;
    }

    private order(orders: readonly object[]): void {
        this.orders.push(...orders);
        orders.forEach((one) => {
            this.tell(one);
        });
    }

    private tell(message: object): void {
        const { stdin } = this.guardian;
        if (stdin?.writable === true) {
            stdin.write(`${JSON.stringify(message)}\n`);
        }
    }

    private spawn(): ChildProcess {
        const loader = pathToFileURL(require.resolve("tsx")).href;
        const script = join(__dirname, "guardian.ts");
        const guardian = spawn(process.execPath, ["--import", loader, script], {
            detached: true,
            stdio: ["pipe", "ignore", "inherit"],
        });
        guardian.unref();
        guardian.stdin.on("error", () => undefined);
        // A pipe is a socket underneath, and would keep this process alive.
        (guardian.stdin as unknown as { unref(): void }).unref();
        const startedAt = Date.now();
        guardian.once("exit", () => {
            if (!this.isEnding && Date.now() - startedAt > leastLifeMs) {
                this.succeed();
            }
        });
        return guardian;
    }

    /** Somebody has killed it: another one takes its place, and is told what it knew. */
    private succeed(): void {
        this.guardian = this.spawn();
        for (const watch of this.watched) {
            this.tell({ watch });
        }
        this.orders.forEach((one) => {
            this.tell(one);
        });
    }
}
