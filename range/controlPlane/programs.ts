/** The programs of the control plane. */
import { join } from "node:path";
import { buildPrograms } from "./build";
import { kubernetesPath, type ModuleRequest } from "./toolModule";

/** Paths of the control plane's programs. */
export interface PlanePrograms {
    readonly etcd: string;
    readonly kubeApiserver: string;
    readonly kubeControllerManager: string;
    readonly kubeScheduler: string;
}

const kubernetes = {
    directory: join(__dirname, "modules", "kubernetes"),
    path: kubernetesPath,
};

/** Programs of the pinned Kubernetes, by the names of their folders in `cmd/`. */
export function kubernetesPrograms(names: readonly string[]): ModuleRequest {
    return { ...kubernetes, packages: names.map((name) => `k8s.io/kubernetes/cmd/${name}`) };
}

/**
 * Returns the control plane's programs, building them first where this machine has none yet.
 * @param wayOut what else can be done where nothing can be built: a sentence
 */
export async function buildPlanePrograms(
    report: (line: string) => void,
    wayOut?: string,
): Promise<PlanePrograms> {
    const names = ["kube-apiserver", "kube-controller-manager", "kube-scheduler"];
    const { packages } = kubernetesPrograms(names);
    const module = { ...kubernetes, packages: ["go.etcd.io/etcd/server/v3", ...packages] };
    const directory = await buildPrograms(
        { set: "control-plane", modules: [module], megabytes: 290, wayOut },
        report,
    );
    return {
        // Without the major version.
        etcd: join(directory, "server"),
        kubeApiserver: join(directory, "kube-apiserver"),
        kubeControllerManager: join(directory, "kube-controller-manager"),
        kubeScheduler: join(directory, "kube-scheduler"),
    };
}
