/** The Node as its kubelet registers and keeps it. */
import type { ApiClient, KubernetesObject } from "../../controlPlane/apiClient";
import { ApiError } from "../../controlPlane/apiTransport";
import { simulatedLabel } from "../../../shop/names";
import { nodeAddress, timestamp } from "../pods/podStatus";

/** Renewed that often; the node controller misses it after 40 s (kubelet's defaults). */
const leaseMilliseconds = 10_000;
const leaseDurationSeconds = 40;

/** An unchanged status is written that often, in ms: nodeStatusReportFrequency. */
const statusMilliseconds = 300_000;

const namespace = "kube-node-lease";

export interface NodeFacts {
    readonly name: string;
    readonly cpus: number;
    readonly memoryBytes: number;
    /** Port of the kubelet's API on loopback. */
    readonly kubeletPort: number;
    readonly kubeletVersion: string;
    now(): number;
}

function nodeObject({ name }: NodeFacts): KubernetesObject {
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

function statusOf(facts: NodeFacts, since: number): object {
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

/** Registers the node, and says that it lives for as long as it does. */
export class NodeRegistration {
    private readonly timers: NodeJS.Timeout[] = [];
    private readonly since: number;

    constructor(
        private readonly api: ApiClient,
        private readonly facts: NodeFacts,
        private readonly report: (line: string) => void,
    ) {
        this.since = facts.now();
    }

    async start(): Promise<void> {
        await unlessThere(this.api.request("POST", "/api/v1/nodes", nodeObject(this.facts)));
        await this.writeStatus();
        await this.untaint();
        await this.renew();
        const repeat = (milliseconds: number, act: () => Promise<void>): void => {
            const timer = setInterval(() => {
                act().catch((error: unknown) => {
                    this.report(`heartbeat of the node: ${String(error)}`);
                });
            }, milliseconds);
            this.timers.push(timer);
        };
        repeat(leaseMilliseconds, () => this.renew());
        repeat(statusMilliseconds, () => this.writeStatus());
    }

    stop(): void {
        this.timers.forEach(clearInterval);
    }

    private async writeStatus(): Promise<void> {
        const path = `/api/v1/nodes/${this.facts.name}/status`;
        const status = statusOf(this.facts, this.since);
        await this.api.request("PATCH", path, { status }, "application/strategic-merge-patch+json");
    }

    /** Admission taints a new node; its controller takes that away when it has seen it Ready. */
    private async untaint(): Promise<void> {
        const path = `/api/v1/nodes/${this.facts.name}`;
        const body = { spec: { taints: null } };
        await this.api.request("PATCH", path, body, "application/merge-patch+json");
    }

    private async renew(): Promise<void> {
        const { name } = this.facts;
        const renewTime = new Date(this.facts.now() * 1000).toISOString().replace("Z", "000Z");
        const spec = { holderIdentity: name, leaseDurationSeconds, renewTime };
        const path = `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases`;
        const patch = this.api.request(
            "PATCH",
            `${path}/${name}`,
            { spec },
            "application/merge-patch+json",
        );
        try {
            await patch;
        } catch (error) {
            if (!(error instanceof ApiError && error.status === 404)) {
                throw error;
            }
            await this.create(path, spec);
        }
    }

    /** Its namespace comes a moment after the API server: then the next renewal makes it. */
    private async create(path: string, spec: object): Promise<void> {
        const metadata = { name: this.facts.name, namespace };
        const lease = { apiVersion: "coordination.k8s.io/v1", kind: "Lease", metadata, spec };
        try {
            await this.api.request("POST", path, lease);
        } catch (error) {
            if (!(error instanceof ApiError && error.status === 404)) {
                throw error;
            }
        }
    }
}

async function unlessThere(request: Promise<unknown>): Promise<void> {
    try {
        await request;
    } catch (error) {
        if (!(error instanceof ApiError && error.status === 409)) {
            throw error;
        }
    }
}
