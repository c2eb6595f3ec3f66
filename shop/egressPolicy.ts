import { callees } from "./calls";
import type { NetworkChange } from "./changes";
import { selectorLabels } from "./names";

interface EgressRule {
    readonly to?: {
        podSelector: { matchExpressions: { key: string; operator: string; values: string[] }[] };
    }[];
    readonly ports?: { protocol: string; port: number }[];
}

interface EgressPolicySpec {
    readonly podSelector: { matchLabels: { name: string } };
    readonly policyTypes: string[];
    readonly egress: EgressRule[];
}

/**
 * The `spec` of a NetworkPolicy (networking.k8s.io/v1) that lists what a service calls and forgets
 * one. Names are still resolved: who may not ask for them has another incident. What comes in to the
 * other one stays open, so policies of ingress that let the service through do not undo it.
 */
export function egressPolicySpec({ service, unreachable }: NetworkChange): EgressPolicySpec {
    const { services, stores } = callees[service];
    const needed: readonly string[] = [...services, ...stores];
    const values = needed.filter((one) => one !== unreachable).sort();
    if (values.length === needed.length) {
        throw new Error(`${service} does not call ${unreachable}`);
    }
    const matchExpressions = [{ key: "name", operator: "In", values }];
    return {
        podSelector: { matchLabels: selectorLabels(service) },
        policyTypes: ["Egress"],
        egress: [
            { to: [{ podSelector: { matchExpressions } }] },
            { ports: ["UDP", "TCP"].map((protocol) => ({ protocol, port: 53 })) },
        ],
    };
}
