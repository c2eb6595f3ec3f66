/** Where a control plane runs and who reaches it. */
import type { Identity } from "./credentials";

export interface Premises {
    /** Comes before each component's command line, to run it in a namespace of its own. */
    readonly enter: readonly string[];
    /** URL of the API server for this process, by the port on which the server listens. */
    serverUrl(port: number): Promise<string>;
    /** What is added for real nodes; undefined: nodes are played by this machine's loopback. */
    readonly nodes?: NodeAccess;
}

/** What nodes and pods need of the API server, and it of them. */
export interface NodeAccess {
    /** Address of the API server for nodes and pods. */
    readonly address: string;
    /** Further clients of the API server. */
    readonly identities: readonly Identity[];
    /** With which the API server shows who it is to kubelets: a certificate that is its own CA. */
    readonly kubeletClient: KeyPair;
    /** The same for extension APIs, such as the metrics API. */
    readonly proxyClient: KeyPair;
}

/** PEM files. */
export interface KeyPair {
    readonly certificate: string;
    readonly key: string;
}

/** On this machine's loopback, for nobody else. */
export const loopback: Premises = {
    enter: [],
    serverUrl: (port) => Promise.resolve(`https://127.0.0.1:${port}`),
};
