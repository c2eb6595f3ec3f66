/** Starts a control plane and a real node for it, in namespaces of their own. */
import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ApiClient, ClusterAccess } from "../controlPlane";
import { runCommand } from "../../../range/controlPlane/command";
import { accessTo, configure, launch } from "../../../range/controlPlane/launch";
import { prepare, type Starting } from "../../../range/controlPlane/prepare";
import {
    defaultContextName,
    defaultNodeNames,
    reportToStandardError,
} from "../controlPlane/options";
import type { Identity } from "../../../range/controlPlane/credentials";
import { serverCertificates, type Premises } from "../../../range/controlPlane/premises";
import { withProgress } from "../../../tools/progress";
import { buildPlanePrograms } from "../../../range/controlPlane/programs";
import { Supervisor, type ComponentSpec } from "../../../range/controlPlane/supervisor";
import { waitFor } from "../../../range/controlPlane/wait";
import { cgroupFolders, createCgroup } from "./cgroups";
import * as components from "./components";
import { buildImages } from "./images/build";
import { buildNodePrograms, type NodePrograms } from "./programs";
import { startRelay } from "./relay";
import { nodeAddress, startSandbox, type Sandbox } from "./sandbox";

const nodeName = defaultNodeNames[0] ?? "";
const patienceSeconds = 60;

/** The node's clients of the API server. */
const kubelet: Identity = { user: `system:node:${nodeName}`, groups: ["system:nodes"] };
const kubeProxy: Identity = { user: "system:kube-proxy" };
const coredns: Identity = { user: "coredns" };

export interface RealNode extends ClusterAccess {
    readonly logsDirectory: string;
    readonly kubernetesVersion: string;
    readonly nodeName: string;
    /** Name of the cgroup above all pods. */
    readonly cgroup: string;
    /** Comes before a command that is to run on the node. */
    readonly enter: readonly string[];
    /** And before one that is to run in its network only. */
    readonly enterNetwork: readonly string[];
}

/**
 * Builds programs and images if need be, and waits until the node is Ready. With
 * KEEP_CONTROL_PLANE=1 in the environment the directory with data and logs stays after `stop()`.
 */
export async function startNode(
    report: (line: string) => void = reportToStandardError,
): Promise<RealNode> {
    const plane = await buildPlanePrograms(report);
    const programs = await buildNodePrograms(report);
    const images = await buildImages(programs, report);
    const directory = mkdtempSync(join(tmpdir(), "node-"));
    const logsDirectory = join(directory, "logs");
    mkdirSync(logsDirectory);
    const keep = process.env.KEEP_CONTROL_PLANE === "1";
    const supervisor = new Supervisor(directory, logsDirectory);
    supervisor.removeAtEnd(keep ? [] : [directory]);
    try {
        const cgroup = `sock-shop-node-${process.pid}`;
        supervisor.removeOnceFree(cgroupFolders(cgroup));
        createCgroup(cgroup);
        const sandbox = await startSandbox(supervisor, directory);
        const premises = premisesOf(sandbox, directory);
        const starting = await prepare({
            programs: plane,
            directory,
            supervisor,
            contextName: defaultContextName,
            premises,
        });
        const node = new NodeStart(starting, programs, sandbox, cgroup);
        const api = await launch(starting, {}, (admin) => node.start(admin, images, report));
        const version = (await api.get("/version")) as { gitVersion: string };
        supervisor.tellDeaths(report);
        return {
            ...accessTo(starting, api),
            logsDirectory,
            kubernetesVersion: version.gitVersion,
            nodeName,
            cgroup,
            enter: sandbox.enter,
            enterNetwork: sandbox.enterNetwork,
            stop: () => supervisor.stop(),
        };
    } catch (error) {
        await supervisor.stop();
        throw error;
    }
}

function premisesOf(sandbox: Sandbox, directory: string): Premises {
    return {
        enter: sandbox.enterNetwork,
        // The server's own certificate names localhost when it listens on all addresses.
        serverUrl: async (port) => `https://localhost:${await startRelay(sandbox, port)}`,
        shows: serverCertificates(directory),
        nodes: { address: nodeAddress, identities: [kubelet, kubeProxy, coredns] },
    };
}

/** The steps from a control plane to a node that can run pods. */
class NodeStart {
    public constructor(
        private readonly starting: Starting,
        private readonly programs: NodePrograms,
        private readonly sandbox: Sandbox,
        private readonly cgroup: string,
    ) {}

    public async start(
        api: ApiClient,
        images: string,
        report: (line: string) => void,
    ): Promise<void> {
        const { starting, programs } = this;
        const { layout, premises } = starting;
        const node: components.NodeLayout = {
            directory: layout.directory,
            nodeName,
            cgroup: this.cgroup,
            kubeconfigs: {
                kubelet: configure(starting, "kubelet", kubelet),
                kubeProxy: configure(starting, "kube-proxy", kubeProxy),
                coredns: configure(starting, "coredns", coredns),
            },
            kubeletClientCertificate: premises.shows?.toKubelets.certificate ?? "",
        };
        await grantCoredns(api);
        this.run(components.containerd(node));
        await withProgress("Handing the images to containerd", report, () => this.load(images));
        // The kubelet ends when containerd's socket is not there yet.
        this.run(components.kubelet(programs, node));
        this.run(components.kubeProxy(programs, node));
        this.run(components.coredns(programs, node));
    }

    private run({ name, program, args }: ComponentSpec): void {
        const [enter = "", ...rest] = this.sandbox.enter;
        this.starting.supervisor.start({ name, program: enter, args: [...rest, program, ...args] });
    }

    private async load(images: string): Promise<void> {
        const [enter = "", ...rest] = this.sandbox.enter;
        const client = [...rest, "ctr", "--namespace", "k8s.io"];
        await waitFor("containerd", patienceSeconds, async () => {
            this.starting.supervisor.assertAlive();
            await runCommand(enter, [...client, "version"]);
            return true;
        });
        await runCommand(enter, [...client, "images", "import", "--digests=false", images]);
    }
}

/** What the CoreDNS of a cluster may do, for ours that is no pod. */
async function grantCoredns(api: ApiClient): Promise<void> {
    const apiVersion = "rbac.authorization.k8s.io/v1";
    const metadata = { name: "coredns" };
    const verbs = ["list", "watch"];
    await api.apply({
        apiVersion,
        kind: "ClusterRole",
        metadata,
        rules: [
            { apiGroups: [""], resources: ["services", "namespaces"], verbs },
            { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs },
        ],
    });
    await api.apply({
        apiVersion,
        kind: "ClusterRoleBinding",
        metadata,
        roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "coredns" },
        subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "User", name: coredns.user }],
    });
}
