import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { callersOf } from "../../shop/calls";
import { selectorLabels, serviceLabels } from "../../shop/names";
import type { AllowedCaller } from "../../shop/serviceSpec";
import { serviceNames, type ServiceName, type ShopSpec } from "../../shop/services";

type Rule = k8s.types.input.networking.v1.NetworkPolicyIngressRule;
type Peer = k8s.types.input.networking.v1.NetworkPolicyPeer;

export interface NetworkPoliciesArgs {
    shop: ShopSpec;
    namespace: pulumi.Input<string>;
}

/** Namespaces whose pods may read metrics: the Datadog agent's and a Prometheus's. */
const scraperNamespaces = ["datadog", "monitoring"];

/**
 * One policy per service: only its callers may connect. The kubelet's probes come from the node
 * and are always let through.
 */
export class NetworkPolicies extends pulumi.ComponentResource {
    constructor(name: string, args: NetworkPoliciesArgs, opts?: pulumi.ComponentResourceOptions) {
        super("sockshop:shop:NetworkPolicies", name, {}, opts);

        for (const service of serviceNames) {
            new k8s.networking.v1.NetworkPolicy(
                `${name}-${service}`,
                {
                    metadata: {
                        name: `${service}-access`,
                        namespace: args.namespace,
                        labels: serviceLabels(service),
                    },
                    spec: {
                        podSelector: { matchLabels: selectorLabels(service) },
                        policyTypes: ["Ingress"],
                        ingress: rulesOf(service, args.shop[service].allowedCallers),
                    },
                },
                { parent: this },
            );
        }

        this.registerOutputs({});
    }
}

function rulesOf(service: ServiceName, allowed: readonly AllowedCaller[]): Rule[] {
    return allowed.flatMap(({ from, port }): Rule[] => {
        const ports = [{ protocol: "TCP", port }];
        if (from === "anyone") {
            return [{ ports }];
        }
        const peers = from === "scrapers" ? [scrapers] : callersOf(service).map(podsOf);
        // A rule without peers would let everybody through.
        return peers.length === 0 ? [] : [{ ports, from: peers }];
    });
}

const scrapers: Peer = {
    namespaceSelector: {
        matchExpressions: [
            { key: "kubernetes.io/metadata.name", operator: "In", values: scraperNamespaces },
        ],
    },
};

function podsOf(service: ServiceName): Peer {
    return { podSelector: { matchLabels: selectorLabels(service) } };
}
