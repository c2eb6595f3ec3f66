/**
 * The components' command lines. Everything listens on 127.0.0.1 or not at all, unless there are
 * real nodes: then the API server listens on all addresses of their network.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { auditFlags } from "../audit/policy";
import type { Credentials } from "./credentials";
import type { AutoscalerTiming } from "./options";
import type { Premises, ServerCertificates } from "./premises";
import type { PlanePrograms } from "./programs";
import type { ComponentSpec } from "./supervisor";

/** The ranges kind uses, so that manifests which fit one fit the other. */
const serviceRange = "10.96.0.0/16";
export const podRange = "10.244.0.0/16";
const nodePortRange = "30000-32767";

/** Where things are. */
export interface Layout {
    readonly directory: string;
    readonly certificatesDirectory: string;
    readonly serverPort: number;
}

/**
 * Sockets in the components' working directory, which only its user can enter: etcd itself asks
 * nobody who they are. It wants something like a port, and makes it a part of the file's name.
 */
const etcdUrl = "unix://etcd.sock:0";
const etcdPeerUrl = "unix://etcd-peer.sock:0";

export function etcd(programs: PlanePrograms, layout: Layout): ComponentSpec {
    const flags = {
        name: "default",
        "data-dir": join(layout.directory, "etcd"),
        "listen-client-urls": etcdUrl,
        "advertise-client-urls": etcdUrl,
        "listen-peer-urls": etcdPeerUrl,
        "initial-advertise-peer-urls": etcdPeerUrl,
        "initial-cluster": `default=${etcdPeerUrl}`,
        // What is written outlives a killed process without it, and a range need not outlive a
        // power cut. On a slow disk the API server's first 300 writes would take minutes.
        "unsafe-no-fsync": "true",
        "log-level": "warn",
    };
    return { name: "etcd", program: programs.etcd, args: commandLine(flags) };
}

export function kubeApiserver(
    programs: PlanePrograms,
    layout: Layout,
    credentials: Credentials,
    { nodes, shows, clusterSocket, auditDirectory }: Premises,
): ComponentSpec {
    const flags = {
        "etcd-servers": etcdUrl,
        "secure-port": String(layout.serverPort),
        // It signs itself a certificate here: for localhost, and 127.0.0.1 or the advertised address.
        "cert-dir": layout.certificatesDirectory,
        "authorization-mode": "Node,RBAC",
        "token-auth-file": credentials.tokenFile,
        "service-account-issuer": "https://kubernetes.default.svc.cluster.local",
        "service-account-key-file": credentials.serviceAccountKeyFile,
        "service-account-signing-key-file": credentials.serviceAccountKeyFile,
        "service-cluster-ip-range": serviceRange,
        "service-node-port-range": nodePortRange,
        "allow-privileged": "true",
        ...(nodes === undefined ? withoutNodes : withNodes(nodes.address)),
        ...(shows === undefined ? {} : showing(shows)),
        ...(clusterSocket === undefined ? {} : through(layout.directory, clusterSocket)),
        ...(auditDirectory === undefined ? {} : auditFlags(auditDirectory)),
        // The default, said because the metrics stand-in relies on it: requests to an extension
        // API go to its Service's address (here an external name), not to endpoints.
        "enable-aggregator-routing": "false",
    };
    return { name: "kube-apiserver", program: programs.kubeApiserver, args: commandLine(flags) };
}

const withoutNodes = {
    "bind-address": "127.0.0.1",
    "advertise-address": "127.0.0.1",
    // Endpoints may not be loopback addresses, so the `kubernetes` Service has none.
    "endpoint-reconciler-type": "none",
    // A client's WebSocket for exec goes on to the kubelet as it is, not as SPDY, which no library
    // of Node.js serves.
    "feature-gates": "TranslateStreamCloseWebsocketRequests=false",
};

function withNodes(address: string): Record<string, string> {
    return { "bind-address": "0.0.0.0", "advertise-address": address };
}

function showing({ toKubelets, toExtensions }: ServerCertificates): Record<string, string> {
    return {
        // Its name is in no DNS.
        "kubelet-preferred-address-types": "InternalIP",
        "kubelet-client-certificate": toKubelets.certificate,
        "kubelet-client-key": toKubelets.key,
        "proxy-client-cert-file": toExtensions.certificate,
        "proxy-client-key-file": toExtensions.key,
        "requestheader-client-ca-file": toExtensions.certificate,
        "requestheader-username-headers": "X-Remote-User",
        "requestheader-group-headers": "X-Remote-Group",
        "requestheader-extra-headers-prefix": "X-Remote-Extra-",
    };
}

/** Has the API server go through that proxy. */
function through(directory: string, udsName: string): Record<string, string> {
    const file = join(directory, "egress.json");
    const connection = { proxyProtocol: "HTTPConnect", transport: { uds: { udsName } } };
    const configuration = {
        apiVersion: "apiserver.k8s.io/v1beta1",
        kind: "EgressSelectorConfiguration",
        egressSelections: [{ name: "cluster", connection }],
    };
    writeFileSync(file, JSON.stringify(configuration));
    return { "egress-selector-config-file": file };
}

export function kubeControllerManager(
    programs: PlanePrograms,
    layout: Layout,
    credentials: Credentials,
    kubeconfigPath: string,
    timing: AutoscalerTiming,
): ComponentSpec {
    const autoscaler = "horizontal-pod-autoscaler";
    const flags = {
        ...withoutServing(kubeconfigPath),
        "service-account-private-key-file": credentials.serviceAccountKeyFile,
        "root-ca-file": join(layout.certificatesDirectory, "apiserver.crt"),
        // As in a real cluster each controller has only the rights that its role gives it.
        "use-service-account-credentials": "true",
        // kwok renews a node's status about as often as the usual 50 s: late once, and all pods
        // would be unready for a moment.
        "node-monitor-grace-period": "24h",
        [`${autoscaler}-sync-period`]: `${timing.syncPeriodSeconds}s`,
        [`${autoscaler}-cpu-initialization-period`]: `${timing.cpuInitializationSeconds}s`,
        [`${autoscaler}-initial-readiness-delay`]: `${timing.initialReadinessDelaySeconds}s`,
        [`${autoscaler}-downscale-stabilization`]: `${timing.downscaleStabilizationSeconds}s`,
    };
    return {
        name: "kube-controller-manager",
        program: programs.kubeControllerManager,
        args: commandLine(flags),
    };
}

export function kubeScheduler(programs: PlanePrograms, kubeconfigPath: string): ComponentSpec {
    return {
        name: "kube-scheduler",
        program: programs.kubeScheduler,
        args: commandLine(withoutServing(kubeconfigPath)),
    };
}

/** One instance of each, so no election; nobody asks for their metrics, so no port. */
function withoutServing(kubeconfigPath: string): Record<string, string> {
    return {
        kubeconfig: kubeconfigPath,
        "authentication-kubeconfig": kubeconfigPath,
        "authorization-kubeconfig": kubeconfigPath,
        "leader-elect": "false",
        "secure-port": "0",
    };
}

export function commandLine(flags: Readonly<Record<string, string>>): readonly string[] {
    return Object.entries(flags).map(([name, value]) => `--${name}=${value}`);
}
