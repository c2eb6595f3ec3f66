import {
    type AllowedPeer,
    type AllowedPort,
    type AllowRule,
    type Labels,
    namedNamespace,
    type PlayedPolicy,
} from "../read/policies";

/** Who takes part in a connection, as policies see it. */
export interface Party {
    readonly address: string;
    /** Of a pod; undefined: it is none. */
    readonly labels?: Labels;
    /** Of a pod; undefined: the namespace whose policies are asked. */
    readonly namespace?: string;
    /** On which the pod's containers listen: numbers, each followed by its name if it has one. */
    readonly ports?: readonly (number | string)[];
    /** The node itself: what comes from it, such as the kubelet's probes, no policy stops. */
    readonly isNode?: boolean;
}

/** Where pods ask for the names of Services, as kubeadm and kind install it. */
const nameServer = {
    party: { address: "10.244.0.3", labels: { "k8s-app": "kube-dns" }, namespace: "kube-system" },
    port: 53,
    protocol: "UDP",
} as const;

/**
 * The NetworkPolicies of one namespace, enforced as the API defines them. A pod that no policy
 * selects for a direction takes everything; of all that do, one has to let a connection through. What
 * is not let through is dropped in silence. Connections that there are already go on.
 */
export class Policies {
    /** When the first of those that there are now came, in seconds of the simulation. */
    since = Infinity;
    /** Labels of a namespace. */
    namespaceLabels: (namespace: string) => Labels = namedNamespace;
    private policies: readonly PlayedPolicy[] = [];

    constructor(private readonly namespace: string) {}

    /** The policies that there are from now on. */
    use(policies: readonly PlayedPolicy[], now: number): void {
        this.since = policies.length === 0 ? Infinity : Math.min(this.since, now);
        this.policies = policies;
    }

    get isEmpty(): boolean {
        return this.policies.length === 0;
    }

    /** Whether a pod of this namespace may open a connection to another. */
    allows(from: Party, to: Party, port: number | undefined): boolean {
        return this.isEmpty || (this.leaves(from, to, port) && this.enters(from, to, port));
    }

    /** Whether a pod of this namespace gets an answer when it asks for a name. */
    resolves(from: Party): boolean {
        const { party, port, protocol } = nameServer;
        return this.isEmpty || this.leaves(from, party, port, protocol);
    }

    /** Whether policies of this namespace let a connection out; to others than pods of it nothing. */
    leaves(from: Party, to: Party, port: number | undefined, protocol = "TCP"): boolean {
        if (!this.isOwn(from)) {
            return true;
        }
        const selecting = this.policies.filter(({ selects }) => selects(from.labels ?? {}));
        return this.passes(selecting, "egress", from, to, (ports) =>
            isPort(ports, to, port, protocol),
        );
    }

    /** Whether policies of this namespace let a connection in to one of its pods. */
    enters(from: Party, to: Party, port: number | undefined): boolean {
        if (!this.isOwn(to)) {
            return true;
        }
        const selecting = this.policies.filter(({ selects }) => selects(to.labels ?? {}));
        return this.passes(selecting, "ingress", to, from, (ports) =>
            isPort(ports, to, port, "TCP"),
        );
    }

    private passes(
        selecting: readonly PlayedPolicy[],
        direction: "ingress" | "egress",
        own: Party,
        other: Party,
        isPortOf: (ports: AllowRule["ports"]) => boolean,
    ): boolean {
        const isolating = selecting.flatMap((policy) => policy[direction] ?? []);
        const isIsolated = selecting.some((policy) => policy[direction] !== undefined);
        return (
            !isIsolated ||
            // Neither from itself nor from its node can a pod be cut off.
            own.address === other.address ||
            other.isNode === true ||
            isolating.some(
                ({ peers, ports }) =>
                    isPortOf(ports) && (peers?.some((one) => this.isPeer(one, other)) ?? true),
            )
        );
    }

    private isOwn({ labels, namespace = this.namespace }: Party): boolean {
        return labels !== undefined && namespace === this.namespace;
    }

    private isPeer(peer: AllowedPeer, party: Party): boolean {
        if (peer.by === "address") {
            return peer.holds(party.address);
        }
        const { labels, namespace = this.namespace } = party;
        return (
            labels !== undefined &&
            peer.pods(labels) &&
            (peer.namespaces?.(this.namespaceLabels(namespace)) ?? namespace === this.namespace)
        );
    }
}

/** @param port undefined: whichever the pods listen on */
function isPort(
    ports: readonly AllowedPort[] | undefined,
    to: Party,
    port: number | undefined,
    protocol: string,
): boolean {
    const isMeant = (allowed: AllowedPort): boolean => {
        if (allowed.port === undefined || port === undefined) {
            return true;
        }
        const first = numberOf(allowed.port, to);
        return first !== undefined && port >= first && port <= (allowed.endPort ?? first);
    };
    return ports?.some((one) => one.protocol === protocol && isMeant(one)) ?? true;
}

/** A port by its number, or by the name that the pod gives it. */
function numberOf(port: number | string | undefined, { ports = [] }: Party): number | undefined {
    const found = typeof port === "string" ? ports[ports.indexOf(port) - 1] : port;
    return typeof found === "number" ? found : undefined;
}
