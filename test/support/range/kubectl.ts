/** The real kubectl, of the control plane's version, on a range. */
import { execFile, spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

import { buildPrograms } from "../../../range/controlPlane/build";
import { kubernetesPath } from "../../../range/controlPlane/toolModule";

const execute = promisify(execFile);
const patienceMs = 240_000;

/** Returns the path of kubectl, of the control plane's version. */
export async function buildKubectl(report: (line: string) => void): Promise<string> {
    const module = {
        directory: join(__dirname, "modules", "kubectl"),
        path: kubernetesPath,
        packages: ["k8s.io/kubernetes/cmd/kubectl"],
    };
    const request = { set: "kubectl", modules: [module], megabytes: 60 };
    return join(await buildPrograms(request, report), "kubectl");
}

export class Kubectl {
    private constructor(
        private readonly program: string,
        private readonly kubeconfig: string,
    ) {}

    /** Builds the program where this machine has none yet. */
    public static async on(kubeconfig: string): Promise<Kubectl> {
        const report = (line: string): void => void process.stderr.write(`${line}\n`);
        return new Kubectl(await buildKubectl(report), kubeconfig);
    }

    /** Returns what it prints; rejects, with what it complains of, when it fails. */
    public async run(...args: readonly string[]): Promise<string> {
        const { stdout } = await execute(this.program, args, this.options);
        return stdout;
    }

    /** The same in the shop's namespace. */
    public shop(...args: readonly string[]): Promise<string> {
        return this.run("--namespace", "sock-shop", ...args);
    }

    public async json<T>(...args: readonly string[]): Promise<T> {
        return JSON.parse(await this.shop(...args, "--output", "json")) as T;
    }

    /** One that goes on until it is ended. */
    public start(...args: readonly string[]): ChildProcess {
        return spawn(this.program, ["--namespace", "sock-shop", ...args], {
            ...this.options,
            stdio: ["ignore", "pipe", "pipe"],
        });
    }

    private get options() {
        return {
            env: { PATH: process.env.PATH, HOME: "/nonexistent", KUBECONFIG: this.kubeconfig },
            timeout: patienceMs,
            maxBuffer: 64 * 1024 * 1024,
        };
    }
}
