import assert from "node:assert/strict";
import fc from "fast-check";

import { clusterNameOf } from "../../../../../components/observability/agent/clusterName";

/** The chart's own rule (clusterName in its values), at most 80 characters. */
const allowed = /^[a-z]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;

describe("the cluster's name in Datadog", () => {
    for (const [context, name] of [
        ["kind-sockshop", "kind-sockshop"],
        ["k3d-Range_1", "k3d-range-1"],
        ["arn:aws:eks:eu-west-1:123:cluster/range", "arn-aws-eks-eu-west-1-123-cluster-range"],
        ["admin@lab.example.org", "admin-lab.example.org"],
        ["7-nodes", "cluster-7-nodes"],
    ] as const) {
        it(`of ${context} is ${name}`, () => {
            assert.equal(clusterNameOf(context), name);
        });
    }

    it("is one that the chart accepts, whatever the context is called", () => {
        fc.assert(
            fc.property(fc.string({ minLength: 1, maxLength: 200 }), (context) => {
                const name = clusterNameOf(context);
                assert.match(name, allowed);
                assert.ok(name.length <= 80);
            }),
        );
    });
});
