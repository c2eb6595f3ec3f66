/** kwok plays nodes and pods. */
import { join } from "node:path";
import { buildPrograms } from "../../../range/controlPlane/build";
import { commandLine, podRange } from "../../../range/controlPlane/components";
import type { ComponentSpec } from "../../../range/controlPlane/supervisor";
import { wayOut } from "./options";

/**
 * Its workers for nodes and for pods fill one map without a lock (easycel's) with what they first
 * meet. Where there are both when it starts, it died so in 1 of 100 starts on two busy cores:
 * "concurrent map writes". It keeps nothing, so another one just goes on.
 */
const revivals = 5;

/** Returns the path of the program, building it first where this machine has none yet. */
export async function buildKwok(report: (line: string) => void): Promise<string> {
    const module = {
        directory: join(__dirname, "modules", "kwok"),
        path: "sigs.k8s.io/kwok",
        packages: ["sigs.k8s.io/kwok/cmd/kwok"],
    };
    const request = { set: "kwok", modules: [module], megabytes: 65, wayOut };
    return join(await buildPrograms(request, report), "kwok");
}

export function kwok(program: string, kubeconfigPath: string, stages: string): ComponentSpec {
    const flags = {
        kubeconfig: kubeconfigPath,
        config: stages,
        cidr: podRange,
        "manage-nodes-with-annotation-selector": "kwok.x-k8s.io/node=fake",
        // No leases, the nodes' status says that they live: a lease would make a restarted kwok
        // wait until that of its predecessor runs out.
        "node-lease-duration-seconds": "0",
    };
    return { name: "kwok", program, args: commandLine(flags), revivals };
}
