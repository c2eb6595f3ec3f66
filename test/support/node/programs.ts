/** The node's programs that come from Go modules. */
import { join } from "node:path";
import { buildPrograms } from "../../../range/controlPlane/build";
import type { ModuleRequest } from "../../../range/controlPlane/toolModule";
import { kubernetesPrograms } from "../../../range/controlPlane/programs";

export interface NodePrograms {
    readonly kubelet: string;
    readonly kubeProxy: string;
    readonly coredns: string;
    readonly metricsServer: string;
}

const modules: readonly ModuleRequest[] = [
    kubernetesPrograms(["kubelet", "kube-proxy"]),
    {
        directory: join(__dirname, "modules", "coredns"),
        path: "github.com/coredns/coredns",
        // Its own main.go there.
        packages: ["sock-shop-incidents/test/node/coredns"],
    },
    {
        directory: join(__dirname, "modules", "metricsServer"),
        path: "sigs.k8s.io/metrics-server",
        packages: ["sigs.k8s.io/metrics-server/cmd/metrics-server"],
    },
];

/** Returns the programs, building them first where this machine has none yet. */
export async function buildNodePrograms(report: (line: string) => void): Promise<NodePrograms> {
    const directory = await buildPrograms({ set: "node", modules, megabytes: 270 }, report);
    return {
        kubelet: join(directory, "kubelet"),
        kubeProxy: join(directory, "kube-proxy"),
        coredns: join(directory, "coredns"),
        metricsServer: join(directory, "metrics-server"),
    };
}
