/** What a Job's pod would run, run on this machine with the pod's files, variables and rights. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

import type { V1Container, V1Job } from "@kubernetes/client-node";

import { configMapsOf } from "../../../range/node/jobs/podAccess";
import { PodFolder } from "../../../range/node/jobs/podFolder";
import type { KwokPlane } from "../controlPlane";

type Environment = Readonly<Record<string, string>>;

/** A container of the pod, running or ended. */
export class SimulatedContainer {
    private readonly printed: string[] = [];
    private readonly closed: Promise<unknown[]>;

    public constructor(private readonly child: ChildProcess) {
        for (const stream of [child.stdout, child.stderr]) {
            stream?.setEncoding("utf8").on("data", (text: string) => this.printed.push(text));
        }
        this.closed = once(child, "close");
    }

    public get output(): string {
        return this.printed.join("");
    }

    /** Waits for its end; resolves to its exit code, null after a signal. */
    public async end(): Promise<number | null> {
        const [code] = (await this.closed) as [number | null];
        return code;
    }

    public async kill(): Promise<void> {
        this.child.kill("SIGKILL");
        await this.closed;
    }
}

export class SimulatedPod {
    private constructor(
        private readonly folder: PodFolder,
        private readonly container: V1Container,
        private readonly access: Environment,
    ) {}

    /** The pod of a Job that the cluster has. Its volumes stay until {@link remove}. */
    public static async of(own: KwokPlane, namespace: string, job: string): Promise<SimulatedPod> {
        const { spec } = (await own.api.get(
            `/apis/batch/v1/namespaces/${namespace}/jobs/${job}`,
        )) as V1Job;
        const pod = spec?.template.spec;
        const container = pod?.containers[0];
        if (pod === undefined || container === undefined) {
            throw new Error(`The Job ${job} has no container.`);
        }
        const folder = new PodFolder();
        folder.mount(pod, await configMapsOf(own.api, namespace, pod));
        const account = pod.serviceAccountName ?? "default";
        const token = await own.serviceAccountToken(namespace, account);
        return new SimulatedPod(folder, container, folder.access(own.serverUrl, own.caFile, token));
    }

    /** Starts the container: with its own command, unless another is given, and further variables. */
    public start(changes: Environment, command?: readonly string[]): SimulatedContainer {
        const { command: own = [], args = [], env = [] } = this.container;
        const [program = "", ...rest] = command ?? [...own, ...args];
        const variables = env.map(({ name, value = "" }): [string, string] => [name, value]);
        const child = spawn(
            program,
            rest.map((text) => this.here(text)),
            {
                cwd: this.folder.path,
                stdio: ["ignore", "pipe", "pipe"],
                // Nothing of the caller's environment but where to find the program.
                env: {
                    PATH: process.env.PATH,
                    ...Object.fromEntries(
                        variables.map(([name, value]) => [name, this.here(value)]),
                    ),
                    ...this.access,
                    ...changes,
                },
            },
        );
        return new SimulatedContainer(child);
    }

    /** Where that path of the container is on this machine; any other text as it is. */
    public here(text: string): string {
        return this.folder.here(text);
    }

    public remove(): void {
        this.folder.remove();
    }
}
