/** Command lines and configuration of what makes a machine a node. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { podRange } from "../../../range/controlPlane/components";
import type { ComponentSpec } from "../../../range/controlPlane/supervisor";
import type { NodePrograms } from "./programs";
import { nodeAddress } from "./sandbox";

/** In the sandbox's own /run. */
export const containerdSocket = "/run/containerd/containerd.sock";

/** The image that holds a pod's namespaces; containerd's own default comes from a registry. */
export const sandboxImage = "node.test/pause:1";

/** What the components share. */
export interface NodeLayout {
    readonly directory: string;
    readonly nodeName: string;
    /** Name of the cgroup above all pods. */
    readonly cgroup: string;
    readonly kubeconfigs: Readonly<Record<"kubelet" | "kubeProxy" | "coredns", string>>;
    /** The certificate, its own authority, with which the API server comes to the kubelet. */
    readonly kubeletClientCertificate: string;
}

export function containerd({ directory }: NodeLayout): ComponentSpec {
    writeNetwork(directory);
    const file = write(directory, "containerd.toml", containerdConfig(directory));
    return { name: "containerd", program: "containerd", args: ["--config", file] };
}

/** Every pod has a point-to-point link to the node, as in kind; what passes the node, it routes. */
function writeNetwork(directory: string): void {
    const network = {
        cniVersion: "0.4.0",
        name: "pods",
        type: "ptp",
        ipMasq: false,
        ipam: {
            type: "host-local",
            dataDir: join(directory, "addresses"),
            ranges: [[{ subnet: podRange }]],
            routes: [{ dst: "0.0.0.0/0" }],
        },
    };
    mkdirSync(join(directory, "cni"));
    write(join(directory, "cni"), "10-pods.conf", JSON.stringify(network));
}

/**
 * `restrict_oom_score_adj`: without CAP_SYS_RESOURCE no score may be lowered, and runc then fails.
 * `enable_unprivileged_ports`: the services listen on port 80 as uid 10001; the shop's real images
 * have a file capability for that.
 */
const containerdConfig = (directory: string): string => `
version = 2
root = "${directory}/containerd"
state = "/run/containerd"
disabled_plugins = [
    "io.containerd.snapshotter.v1.aufs", "io.containerd.snapshotter.v1.btrfs",
    "io.containerd.snapshotter.v1.devmapper", "io.containerd.snapshotter.v1.zfs",
]
[grpc]
address = "${containerdSocket}"
[plugins."io.containerd.grpc.v1.cri"]
sandbox_image = "${sandboxImage}"
restrict_oom_score_adj = true
enable_unprivileged_ports = true
netns_mounts_under_state_dir = true
[plugins."io.containerd.grpc.v1.cri".containerd]
snapshotter = "overlayfs"
[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
runtime_type = "io.containerd.runc.v2"
[plugins."io.containerd.grpc.v1.cri".cni]
bin_dir = "/usr/lib/cni"
conf_dir = "${directory}/cni"
`;

export function kubelet({ kubelet: program }: NodePrograms, layout: NodeLayout): ComponentSpec {
    const { directory, nodeName, kubeconfigs } = layout;
    const config = write(directory, "kubelet.yaml", stringify(kubeletConfig(layout)));
    const flags = {
        config,
        kubeconfig: kubeconfigs.kubelet,
        "root-dir": join(directory, "kubelet"),
        "cert-dir": join(directory, "kubelet-certificates"),
        "hostname-override": nodeName,
        "node-ip": nodeAddress,
    };
    return { name: "kubelet", program, args: commandLine(flags) };
}

function kubeletConfig(layout: NodeLayout): object {
    return {
        apiVersion: "kubelet.config.k8s.io/v1beta1",
        kind: "KubeletConfiguration",
        authentication: {
            anonymous: { enabled: false },
            webhook: { enabled: true },
            x509: { clientCAFile: layout.kubeletClientCertificate },
        },
        authorization: { mode: "Webhook" },
        containerRuntimeEndpoint: `unix://${containerdSocket}`,
        cgroupDriver: "cgroupfs",
        cgroupRoot: `/${layout.cgroup}`,
        failCgroupV1: false,
        failSwapOn: false,
        clusterDNS: [nodeAddress],
        clusterDomain: "cluster.local",
        // Names of the machine's own network lead nowhere from here.
        resolvConf: write(layout.directory, "resolv.conf", ""),
        // Its own score may not be lowered, see containerd's configuration.
        oomScoreAdj: 0,
        // The machine's disk is not the node's: no pod goes because somebody else fills it.
        evictionHard: { "memory.available": "100Mi", "nodefs.available": "0%" },
        imageGCHighThresholdPercent: 100,
    };
}

export function kubeProxy(
    { kubeProxy: program }: NodePrograms,
    { directory, nodeName, kubeconfigs }: NodeLayout,
): ComponentSpec {
    const config = {
        apiVersion: "kubeproxy.config.k8s.io/v1alpha1",
        kind: "KubeProxyConfiguration",
        mode: "iptables",
        clusterCIDR: podRange,
        hostnameOverride: nodeName,
        clientConnection: { kubeconfig: kubeconfigs.kubeProxy },
        // Limits of the whole kernel, not of one network: they are the machine's.
        conntrack: { maxPerCore: 0, tcpEstablishedTimeout: "0s", tcpCloseWaitTimeout: "0s" },
    };
    const file = write(directory, "kube-proxy.yaml", stringify(config));
    return { name: "kube-proxy", program, args: commandLine({ config: file }) };
}

/** On the node's own address: it is there before any pod, and no pod must resolve its name. */
export function coredns(
    { coredns: program }: NodePrograms,
    { directory, kubeconfigs }: NodeLayout,
): ComponentSpec {
    const file = write(
        directory,
        "Corefile",
        `cluster.local {
    bind ${nodeAddress}
    errors
    kubernetes {
        kubeconfig ${kubeconfigs.coredns}
    }
    cache 30
}
. {
    bind ${nodeAddress}
    template ANY ANY {
        rcode NXDOMAIN
    }
}
`,
    );
    return { name: "coredns", program, args: ["-conf", file] };
}

function write(directory: string, name: string, text: string): string {
    const path = join(directory, name);
    writeFileSync(path, text);
    return path;
}

function commandLine(flags: Readonly<Record<string, string>>): readonly string[] {
    return Object.entries(flags).map(([name, value]) => `--${name}=${value}`);
}
