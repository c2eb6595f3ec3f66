import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { selectorLabels, serviceLabels } from "../../shop/names";
import type { AllowedCaller } from "../../shop/serviceSpec";
import type { ShopSpec } from "../../shop/services";

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

        for (const [service, spec] of Object.entries(args.shop)) {
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
                        ingress: spec.allowedCallers.map(ruleOf),
                    },
                },
                { parent: this },
            );
        }

        this.registerOutputs({});
    }
}

function ruleOf({ from, port }: AllowedCaller): Rule {
    const ports = [{ protocol: "TCP", port }];
    return from === "anyone" ? { ports } : { ports, from: peers(from) };
}

function peers(from: readonly string[] | "scrapers"): Peer[] {
    if (from === "scrapers") {
        return [
            {
                namespaceSelector: {
                    matchExpressions: [
                        {
                            key: "kubernetes.io/metadata.name",
                            operator: "In",
                            values: scraperNamespaces,
                        },
                    ],
                },
            },
        ];
    }
    return from.map((service) => ({ podSelector: { matchLabels: selectorLabels(service) } }));
}
