import assert from "node:assert/strict";

import { slos } from "../../../../components/observability/catalogue/slos";
import { Slos } from "../../../../components/observability/Slos";
import { scopeWith } from "./scope";
import { inputsOf, rendered, valueOf } from "./rendered";

describe("the SLOs in the account", () => {
    it("are time slices with formula, target and tags, and their ids can be referred to", async () => {
        const { component, resources } = await rendered(
            () =>
                new Slos("goals", {
                    slos: slos(scopeWith()),
                    namespace: "sock-shop",
                    tags: ["team:sre"],
                }),
        );
        assert.deepEqual(
            resources.map(({ name }) => name),
            ["goals", "goals-availability", "goals-latency"],
        );
        assert.deepEqual(inputsOf(resources, "goals-availability"), {
            name: "[sock-shop] Shop availability: at least 95 % of requests succeed",
            description:
                "Minutes in which at most 5 % of the users' requests failed. Ten bad minutes a " +
                "week: one incident of this stack uses them up.",
            type: "time_slice",
            sliSpecification: {
                timeSlice: {
                    comparator: "<=",
                    threshold: 0.05,
                    queryIntervalSeconds: 60,
                    query: {
                        formula: { formulaExpression: "failures / requests" },
                        queries: ["failures", "requests"].map((name) => ({
                            metricQuery: {
                                name,
                                query: `avg:sockshop.users.${name}_per_second{kube_namespace:sock-shop}`,
                            },
                        })),
                    },
                },
            },
            thresholds: [{ timeframe: "7d", target: 99.9 }],
            tags: ["team:sre", "service:sock-shop"],
            validate: false,
        });
        assert.deepEqual(Object.keys(component.ids), ["availability", "latency"]);
        assert.match(await valueOf(component.ids.latency ?? assert.fail()), /^\d+$/);
    });
});
