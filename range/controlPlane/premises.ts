/** Where a control plane runs and who reaches it. */
import { createClientCertificate, type KeyPair } from "./certificates";
import type { Identity } from "./credentials";

export interface Premises {
    /** Comes before each component's command line, to run it in a namespace of its own. */
    readonly enter: readonly string[];
    /** URL of the API server for this process, by the port on which the server listens. */
    serverUrl(port: number): Promise<string>;
    /** How the API server shows who it is to others; undefined: there is nobody to show it to. */
    readonly shows?: ServerCertificates;
    /**
     * Socket of an HTTP proxy (CONNECT) through which the API server reaches pods, Services and
     * kubelets; undefined: it reaches them itself.
     */
    readonly clusterSocket?: string;
    /** The API server keeps an audit log there; undefined: it keeps none. */
    readonly auditDirectory?: string;
    /** What is added for real nodes; undefined: nodes are played by this machine's loopback. */
    readonly nodes?: NodeAccess;
}

/** Each is its own authority. */
export interface ServerCertificates {
    readonly toKubelets: KeyPair;
    /** And to extension APIs, such as the metrics API. */
    readonly toExtensions: KeyPair;
}

/** What nodes and pods need of the API server. */
export interface NodeAccess {
    /** Address of the API server for nodes and pods. */
    readonly address: string;
    /** Further clients of the API server. */
    readonly identities: readonly Identity[];
}

/** On this machine's loopback, for nobody else. */
export const loopback: Premises = {
    enter: [],
    serverUrl: (port) => Promise.resolve(`https://127.0.0.1:${port}`),
};

/** Makes the certificates; kubelets take what the API server asks for in the name of its users. */
export function serverCertificates(directory: string): ServerCertificates {
    return {
        toKubelets: createClientCertificate(directory, "kubelet-client", "system:masters"),
        toExtensions: createClientCertificate(directory, "front-proxy-client"),
    };
}
