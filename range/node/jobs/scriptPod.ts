/** A pod that runs a script of the stack for real, with its files, variables and rights. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { V1ConfigMap, V1Pod } from "@kubernetes/client-node";

import { locustImage } from "../../../components/incident/locust";
import { managedBy } from "../../../shop/names";
import type { ApiClient } from "../../controlPlane/apiClient";
import { JobPod, type JobPodOptions } from "./jobPod";
import { assertOwn } from "./ownScripts";
import { configMapsOf, environmentOf, tokenOf } from "./podAccess";

export interface ScriptPodOptions extends JobPodOptions {
    readonly api: ApiClient;
    /** PEM file of the API server's authority. */
    readonly caFile: string;
}

/** The one program that is run. */
const program = "python3";

/** Whether it is one of the stack's own scripts: nothing else is run on this machine. */
export function isScript({ spec, metadata }: V1Pod): boolean {
    const [container, ...others] = spec?.containers ?? [];
    const isOwn = Object.entries(managedBy).every(
        ([label, value]) => metadata?.labels?.[label] === value,
    );
    const [command, ...rest] = container?.command ?? [];
    return (
        isOwn &&
        others.length === 0 &&
        container?.image === locustImage &&
        command === program &&
        rest.length === 0
    );
}

export class ScriptPod extends JobPod {
    private readonly folder = mkdtempSync(join(tmpdir(), "range-pod-"));
    /** Paths in the container, and what stands for them here. */
    private readonly mounts = new Map<string, string>();
    private variables: Readonly<Record<string, string>> = {};
    private child: ChildProcess | undefined;

    constructor(
        pod: V1Pod,
        private readonly script: ScriptPodOptions,
    ) {
        super(pod, script);
    }

    override forget(): void {
        super.forget();
        rmSync(this.folder, { recursive: true, force: true });
    }

    protected async prepare(): Promise<void> {
        const { api, caFile } = this.script;
        const configMaps = await configMapsOf(api, this.pod);
        const environment = await environmentOf(api, this.pod);
        assertOwn(this.container, environment, configMaps);
        this.mount(configMaps);
        const token = join(this.folder, "token");
        writeFileSync(token, await tokenOf(api, this.pod), { mode: 0o600 });
        this.variables = {
            ...environment,
            KUBERNETES_API_URL: api.serverUrl,
            KUBERNETES_TOKEN_FILE: token,
            KUBERNETES_CA_FILE: caFile,
        };
    }

    protected start(): void {
        const args = (this.container.args ?? []).map((text) => this.here(text));
        const own = Object.entries(this.variables).map(([name, value]) => [name, this.here(value)]);
        const child = spawn(program, args, {
            cwd: this.folder,
            stdio: ["ignore", "pipe", "pipe"],
            // Nothing of the caller's environment but where to find the program.
            env: { PATH: process.env.PATH, ...(Object.fromEntries(own) as Record<string, string>) },
        });
        this.child = child;
        for (const stream of ["stdout", "stderr"] as const) {
            child[stream].setEncoding("utf8").on("data", (text: string) => {
                for (const line of text.split("\n").filter((one) => one !== "")) {
                    this.write(stream, line);
                }
            });
        }
        child.on("error", (error) => {
            this.write("stderr", `${program} cannot be run on this machine: ${error.message}`);
            this.exited(127);
        });
        child.on("close", (code) => {
            this.exited(code ?? 143);
        });
    }

    protected terminate(): void {
        this.child?.kill("SIGTERM");
    }

    protected destroy(): void {
        this.child?.kill("SIGKILL");
    }

    private mount(configMaps: readonly V1ConfigMap[]): void {
        const volumes = this.pod.spec?.volumes ?? [];
        for (const { name, mountPath } of this.container.volumeMounts ?? []) {
            const place = join(this.folder, `volume-${name}`);
            mkdirSync(place, { recursive: true });
            this.mounts.set(mountPath, place);
            const source = volumes.find((volume) => volume.name === name)?.configMap?.name;
            const found = configMaps.find(({ metadata }) => metadata?.name === source);
            for (const [file, text] of Object.entries(found?.data ?? {})) {
                writeFileSync(join(place, file), text);
            }
        }
    }

    /** Where that path of the container is on this machine; any other text as it is. */
    private here(text: string): string {
        const inside = [...this.mounts].find(
            ([path]) => text === path || text.startsWith(`${path}/`),
        );
        return inside === undefined ? text : inside[1] + text.slice(inside[0].length);
    }
}
