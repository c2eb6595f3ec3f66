/** A pod that runs a script of the stack for real, with its files, variables and rights. */
import { type ChildProcess, spawn } from "node:child_process";

import type { V1Pod } from "@kubernetes/client-node";

import { locustImage } from "../../../components/incident/locust";
import { isManaged } from "../../../shop/names";
import type { ApiClient } from "../../controlPlane/apiClient";
import type { RangeClock } from "../../clock";
import { identityOf } from "../api/identity";
import { JobPod, type JobPodOptions } from "./jobPod";
import { assertOwn } from "./ownScripts";
import { configMapsOf, environmentOf, tokenOf } from "./podAccess";
import { PodFolder } from "./podFolder";

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
    const [command, ...rest] = container?.command ?? [];
    return (
        isManaged(metadata?.labels) &&
        others.length === 0 &&
        container?.image === locustImage &&
        command === program &&
        rest.length === 0
    );
}

export class ScriptPod extends JobPod {
    private readonly folder = new PodFolder();
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
        this.folder.remove();
    }

    protected async prepare(): Promise<void> {
        const { api, caFile } = this.script;
        const configMaps = await configMapsOf(api, identityOf(this.pod).namespace, this.pod.spec);
        const environment = await environmentOf(api, this.pod);
        assertOwn(this.container, environment, configMaps);
        const token = await tokenOf(api, this.pod);
        // From here on in one go: a pod that has been forgotten must not get a folder any more.
        if (this.isEnding) {
            return;
        }
        if (this.pod.spec !== undefined) {
            this.folder.mount(this.pod.spec, configMaps);
        }
        const access = this.folder.access(api.serverUrl, caFile, token);
        this.variables = { ...inWallTime(environment, this.script.space.clock), ...access };
    }

    protected start(): void {
        const args = (this.container.args ?? []).map((text) => this.folder.here(text));
        const own = Object.entries(this.variables).map(([name, value]) => [
            name,
            this.folder.here(value),
        ]);
        const child = spawn(program, args, {
            cwd: this.folder.path,
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
}

/** The script's own clock is the wall's, and what it waits for is a time of the world. */
function inWallTime(
    environment: Readonly<Record<string, string>>,
    { speed }: RangeClock,
): Readonly<Record<string, string>> {
    const { EXPIRE_AFTER_SECONDS: seconds } = environment;
    return seconds === undefined
        ? environment
        : { ...environment, EXPIRE_AFTER_SECONDS: String(Number(seconds) / speed) };
}
