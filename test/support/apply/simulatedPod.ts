/** What a Job's pod would run, run on this machine with the pod's files, variables and rights. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { V1ConfigMap, V1Container, V1Job, V1PodSpec } from "@kubernetes/client-node";

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
        private readonly folder: string,
        private readonly container: V1Container,
        /** Paths in the container, and what stands for them here. */
        private readonly mounts: ReadonlyMap<string, string>,
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
        const folder = mkdtempSync(join(tmpdir(), "simulated-pod-"));
        const tokenFile = join(folder, "token");
        const account = pod.serviceAccountName ?? "default";
        writeFileSync(tokenFile, await own.serviceAccountToken(namespace, account), {
            mode: 0o600,
        });
        return new SimulatedPod(folder, container, await mount(own, namespace, pod, folder), {
            KUBERNETES_API_URL: own.serverUrl,
            KUBERNETES_TOKEN_FILE: tokenFile,
            KUBERNETES_CA_FILE: own.caFile,
        });
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
                cwd: this.folder,
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
        const inside = [...this.mounts].find(
            ([path]) => text === path || text.startsWith(`${path}/`),
        );
        return inside === undefined ? text : inside[1] + text.slice(inside[0].length);
    }

    public remove(): void {
        rmSync(this.folder, { recursive: true, force: true });
    }
}

async function mount(
    own: KwokPlane,
    namespace: string,
    { containers, volumes = [] }: V1PodSpec,
    folder: string,
): Promise<ReadonlyMap<string, string>> {
    const places = new Map<string, string>();
    for (const { name, mountPath } of containers[0]?.volumeMounts ?? []) {
        const place = join(folder, `volume-${name}`);
        mkdirSync(place);
        places.set(mountPath, place);
        const source = volumes.find((volume) => volume.name === name)?.configMap?.name;
        if (source !== undefined) {
            const path = `/api/v1/namespaces/${namespace}/configmaps/${source}`;
            const { data = {} } = (await own.api.get(path)) as V1ConfigMap;
            for (const [file, text] of Object.entries(data)) {
                writeFileSync(join(place, file), text);
            }
        }
    }
    return places;
}
