/** Registers the node, and renews what says that it lives. */
import type { ApiClient } from "../../controlPlane/apiClient";
import { ApiError, isNotFound } from "../../controlPlane/apiTransport";
import { type NodeFacts, nodeObject, statusOf } from "./nodeObject";

/** Renewed that often; the node controller misses it after 40 s (kubelet's defaults). */
const leaseMilliseconds = 10_000;
const leaseDurationSeconds = 40;

/** An unchanged status is written that often, in ms: nodeStatusReportFrequency. */
const statusMilliseconds = 300_000;

const namespace = "kube-node-lease";

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
            if (!isNotFound(error)) {
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
            if (!isNotFound(error)) {
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
