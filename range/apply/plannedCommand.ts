/** Runs what the engine would run when a command resource is created or deleted. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { delimiter, dirname } from "node:path";

import { type PlannedResource, unsealed } from "../../plan/plan";
import { projectFolder } from "../../tools/projectFolder";
import type { ClusterAccess } from "../controlPlane/options";

interface CommandInputs {
    readonly interpreter: readonly [string, ...string[]];
    readonly create?: string;
    readonly delete: string;
    readonly environment: Readonly<Record<string, string>>;
}

type Cluster = Pick<ClusterAccess, "kubeconfigPath">;

/** Returns what the command printed; rejects when it fails. `more` is of the engine's own environment. */
export function runDelete(
    resource: PlannedResource,
    cluster: Cluster,
    more: Readonly<Record<string, string>> = {},
): Promise<string> {
    return run(resource, inputsOf(resource).delete, cluster, more);
}

/** The same for its creation. */
export function runCreate(resource: PlannedResource, cluster: Cluster): Promise<string> {
    return run(resource, inputsOf(resource).create ?? "", cluster, {});
}

function inputsOf({ inputs }: PlannedResource): CommandInputs {
    return unsealed(inputs) as CommandInputs;
}

async function run(
    resource: PlannedResource,
    script: string,
    { kubeconfigPath }: Cluster,
    more: Readonly<Record<string, string>>,
): Promise<string> {
    const { name } = resource;
    const { interpreter, environment } = inputsOf(resource);
    const [program, ...args] = interpreter;
    const child = spawn(program, [...args, script], {
        cwd: projectFolder,
        stdio: ["ignore", "pipe", "pipe"],
        env: {
            // The Node that runs this, should there be several.
            PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
            KUBECONFIG: kubeconfigPath,
            ...environment,
            ...more,
        },
    });
    const output: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding("utf8").on("data", (text: string) => output.push(text));
    }
    const [code] = (await once(child, "close")) as [number | null];
    if (code !== 0) {
        throw new Error(`${name} ended with ${String(code)}:\n${output.join("")}`);
    }
    return output.join("");
}
