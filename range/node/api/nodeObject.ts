/** The Node as its kubelet registers it, and its status. */
import type { KubernetesObject } from "../../controlPlane/apiClient";
import { simulatedLabel } from "../../../shop/names";
import { nodeAddress, timestamp } from "../pods/podStatus";

export interface NodeFacts {
    readonly name: string;
    readonly cpus: number;
    readonly memoryBytes: number;
    /** Port of the kubelet's API on loopback. */
    readonly kubeletPort: number;
    readonly kubeletVersion: string;
    now(): number;
}

export function nodeObject({ name }: NodeFacts): KubernetesObject {
    return {
        apiVersion: "v1",
        kind: "Node",
        metadata: {
            name,
            labels: {
                "kubernetes.io/hostname": name,
                "kubernetes.io/os": "linux",
                "kubernetes.io/arch": "amd64",
                "node-role.kubernetes.io/control-plane": "",
                [simulatedLabel]: "true",
            },
        },
        spec: { podCIDR: "10.244.0.0/24", podCIDRs: ["10.244.0.0/24"] },
    };
}

/** @param since when its conditions became what they are */
export function statusOf(facts: NodeFacts, since: number): object {
    const { name, cpus, memoryBytes, kubeletPort, kubeletVersion } = facts;
    const now = timestamp(facts.now());
    const condition = (type: string, status: string, reason: string, message: string): object => {
        const times = { lastHeartbeatTime: now, lastTransitionTime: timestamp(since) };
        return { type, status, ...times, reason, message };
    };
    const amounts = {
        cpu: String(cpus),
        memory: `${Math.floor(memoryBytes / 1024)}Ki`,
        "ephemeral-storage": "100Gi",
        pods: "110",
    };
    return {
        capacity: amounts,
        allocatable: amounts,
        addresses: [
            { type: "InternalIP", address: nodeAddress },
            { type: "Hostname", address: name },
        ],
        daemonEndpoints: { kubeletEndpoint: { Port: kubeletPort } },
        conditions: [
            condition(
                "MemoryPressure",
                "False",
                "KubeletHasSufficientMemory",
                "kubelet has sufficient memory available",
            ),
            condition(
                "DiskPressure",
                "False",
                "KubeletHasNoDiskPressure",
                "kubelet has no disk pressure",
            ),
            condition(
                "PIDPressure",
                "False",
                "KubeletHasSufficientPID",
                "kubelet has sufficient PID available",
            ),
            condition("Ready", "True", "KubeletReady", "kubelet is posting ready status"),
        ],
        nodeInfo: {
            ...{ machineID: name, systemUUID: name, bootID: name, kernelVersion: "simulated" },
            osImage: "Simulated node of sock-shop-incidents",
            containerRuntimeVersion: "containerd://simulated",
            ...{ kubeletVersion, kubeProxyVersion: "", operatingSystem: "linux" },
            architecture: "amd64",
        },
    };
}
