import assert from "node:assert/strict";

import { checkMonitorQuery } from "../../../../datadog/check/monitor";
import { mayMatch } from "../../../../datadog/check/reach";
import { parseMetricExpression } from "../../../../datadog/query/parse";
import { context } from "../../components/observability/scope";

const frontEnd = context.capacity.find(({ container }) => container === "front-end");

/** Whether the front-end's series pass a filter. */
function passes(filter: string): boolean | undefined {
    const expression = parseMetricExpression(`avg:m{${filter}}`);
    assert.ok(expression.kind === "selector" && frontEnd !== undefined);
    return mayMatch(expression.filter, frontEnd);
}

describe("a filter on a container", () => {
    for (const [filter, expected] of [
        ["*", true],
        ["kube_container_name:front-end", true],
        ["kube_container_name:front-*", true],
        ["kube_deployment:orders", false],
        ["!kube_deployment:orders", true],
        ["!kube_deployment:front-end", false],
        ["kube_deployment IN (orders, front-end)", true],
        ["kube_deployment NOT IN (orders, front-end)", false],
        // What depends on other tags is left open, unless the rest decides.
        ["kube_namespace:x", undefined],
        ["!kube_namespace:x", undefined],
        ["kube_namespace:x,kube_deployment:orders", false],
        ["kube_namespace:x,kube_deployment:front-end", undefined],
        ["kube_namespace:x OR kube_deployment:front-end", true],
        ["kube_namespace:x OR kube_deployment:orders", undefined],
        ["kube_deployment:carts OR kube_deployment:orders", false],
    ] as const) {
        it(`{${filter}} is passed by the front-end: ${String(expected)}`, () => {
            assert.equal(passes(filter), expected);
        });
    }
});

describe("a threshold", () => {
    const found = (query: string): readonly (readonly [string, string])[] =>
        checkMonitorQuery(query, context)
            .filter(({ code }) => code === "unreachable" || code === "blind-spots")
            .map(({ code, reason }) => [code, reason]);
    const cpu = "kubernetes.cpu.usage.total";
    const on = (service: string): string => `{kube_namespace:x,kube_container_name:${service}}`;

    it("at the limit is out of reach, just below it is not", () => {
        const at = (millicores: number): readonly (readonly [string, string])[] =>
            found(`avg(last_5m):max:${cpu}${on("front-end")} > ${millicores}000000`);
        assert.deepEqual(at(299), []);
        assert.deepEqual(at(300), [
            [
                "unreachable",
                "it can never fire on front-end (limit 300m): use the share of the limit",
            ],
        ]);
        assert.equal(found(`avg(last_5m):max:${cpu}${on("front-end")} >= 300000000`).length, 1);
    });

    it("below which something falls can always be reached", () => {
        assert.deepEqual(found(`avg(last_5m):max:${cpu}${on("front-end")} < 300000000`), []);
    });

    it("of a container without limits can be reached", () => {
        assert.deepEqual(found(`avg(last_5m):max:${cpu}${on("carts-db")} > 9000000000`), []);
    });

    it("of a sum over pods can be reached, but not by pod", () => {
        const sum = `avg(last_5m):sum:${cpu}${on("front-end")}`;
        assert.deepEqual(found(`${sum} > 300000000`), []);
        assert.deepEqual(found(`${sum} by {kube_deployment} > 300000000`), []);
        assert.equal(found(`${sum} by {pod_name} > 300000000`)[0]?.[0], "unreachable");
        assert.equal(
            found(`${sum} by {kube_deployment,pod_name} > 300000000`)[0]?.[0],
            "unreachable",
        );
    });

    it("of memory is held against the limit, or against what was ever seen", () => {
        const at = (service: string, mebibytes: number): string | undefined =>
            found(
                "min(last_5m):max:kubernetes.memory.working_set" +
                    `${on(service)} > ${mebibytes * 2 ** 20}`,
            )[0]?.[1];
        assert.equal(at("user", 199), undefined);
        assert.match(at("user", 200) ?? "", /user \(limit 200Mi\)/);
        assert.equal(at("front-end", 299), undefined);
        assert.match(at("front-end", 300) ?? "", /front-end \(peak 300Mi\)/);
    });

    it("of memory goes by the limit where that is lower than the peak", () => {
        const limited = context.capacity.map((one) =>
            one.container === "front-end" ? { ...one, memoryBytes: 160 * 2 ** 20 } : one,
        );
        const query = `max(last_5m):max:kubernetes.memory.working_set${on("front-end")} > 200000000`;
        const [finding] = checkMonitorQuery(query, { capacity: limited });
        assert.match(finding?.reason ?? "", /front-end \(limit 160Mi\)/);
    });

    it("of anything that has no ceiling can be reached", () => {
        assert.deepEqual(
            found(`avg(last_5m):avg:kubernetes.network.rx_bytes{kube_namespace:x} > 1000000000`),
            [],
        );
        assert.deepEqual(
            found(`avg(last_5m):max:${cpu}${on("front-end")} / max:${cpu}${on("orders")} > 0.9`),
            [],
        );
    });
});
