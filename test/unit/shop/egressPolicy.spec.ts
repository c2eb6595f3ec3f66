import assert from "node:assert/strict";

import { egressPolicySpec } from "../../../shop/egressPolicy";

describe("a policy that cuts a service off", () => {
    it("lists all that it calls but that one, and lets it ask for names", () => {
        const spec = egressPolicySpec({
            kind: "network",
            service: "orders",
            unreachable: "payment",
        });
        const values = ["carts", "orders-db", "shipping", "user"];
        assert.deepEqual(spec, {
            podSelector: { matchLabels: { name: "orders" } },
            policyTypes: ["Egress"],
            egress: [
                {
                    to: [
                        {
                            podSelector: {
                                matchExpressions: [{ key: "name", operator: "In", values }],
                            },
                        },
                    ],
                },
                {
                    ports: [
                        { protocol: "UDP", port: 53 },
                        { protocol: "TCP", port: 53 },
                    ],
                },
            ],
        });
    });

    it("cannot leave out what the service does not call: nothing would happen", () => {
        const change = { kind: "network", service: "carts", unreachable: "payment" } as const;
        assert.throws(() => egressPolicySpec(change), /carts does not call payment/);
    });
});
