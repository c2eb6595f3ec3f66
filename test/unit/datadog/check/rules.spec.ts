import assert from "node:assert/strict";

import type { Monitor } from "../../../../components/observability/catalogue/definition";
import type { MonitorOptions } from "../../../../datadog/monitor";
import { checkMonitor, checkMonitorQuery, checkView } from "../../../../datadog/check/monitor";
import { zeroFires } from "../../../../datadog/check/units";
import { parseMonitorQuery } from "../../../../datadog/query/parse";
import { all } from "./provocations/provoke";
import { context } from "../../components/observability/scope";

const codes = (query: string): readonly string[] =>
    checkMonitorQuery(query, context).map(({ code }) => code);

const continuous = "max:kubernetes_state.deployment.replicas_available{kube_namespace:x}";
const restarts = "sum:kubernetes.containers.restarts{kube_namespace:x}";
const oom = "max:kubernetes.containers.last_state.terminated{kube_namespace:x}";
const running = "sum:kubernetes.containers.running{kube_namespace:x}";

/** Codes about the options of a metric monitor. */
function ofOptions(query: string, options: MonitorOptions): readonly string[] {
    const [template] = all;
    const parsed = parseMonitorQuery(query);
    assert.ok(template !== undefined && parsed.kind === "metric");
    const thresholds = { critical: parsed.threshold };
    const monitor: Monitor = { ...template, title: "A title", query, thresholds, options };
    return checkMonitor(monitor, context).map(({ code }) => code);
}

describe("a window", () => {
    const slo = (rest: string): string => `burn_rate("x").over("7d")${rest} > 1`;
    for (const [query, isKnown] of [
        [`max(last_7d):${continuous} < 1`, true],
        [`max(last_8d):${continuous} < 1`, false],
        [`change(max(last_2d),1d_ago):${continuous} < 1`, true],
        [`change(max(last_3d),1d_ago):${continuous} < 1`, false],
        ['logs("kube_namespace:x").index("*").rollup("count").last("2d") > 1', true],
        ['logs("kube_namespace:x").index("*").rollup("count").last("30s") > 1', false],
        ['events("kube_namespace:x").rollup("count").last("49h") > 1', false],
        [slo('.long_window("1h").short_window("5m")'), true],
        [slo('.long_window("48h").short_window("5m")'), true],
        [slo('.long_window("49h").short_window("5m")'), false],
        [slo('.long_window("30m").short_window("5m")'), false],
        [slo('.long_window("1h").short_window("1h")'), false],
        ['error_budget("x").over("90d") >= 1', true],
        ['error_budget("x").over("14d") > 1', false],
        ['error_budget("x").over("7d") < 1', false],
    ] as const) {
        it(`of ${query} is ${isKnown ? "accepted" : "refused"}`, () => {
            const found = checkMonitorQuery(query, context);
            assert.deepEqual(
                found.map(({ code, severity }) => [code, severity]),
                isKnown ? [] : [["window", "refused"]],
            );
        });
    }
});

describe("options that fit", () => {
    for (const [what, query, options] of [
        [
            "a full window without gaps",
            `max(last_2m):${continuous} < 1`,
            { requireFullWindow: true },
        ],
        ["the default without gaps", `max(last_2m):${continuous} < 1`, {}],
        [
            "the default of a sum, which is zero",
            `sum(last_5m):monotonic_diff(${restarts}) > 0`,
            { requireFullWindow: false },
        ],
        [
            "the default of a sum with gaps",
            `sum(last_5m):${running} < 15`,
            { requireFullWindow: false },
        ],
        [
            "default_zero by itself",
            `max(last_5m):default_zero(${oom}) >= 1`,
            { requireFullWindow: false, onMissingData: "default" as const },
        ],
        [
            "silence that is shown, of what is there while it runs",
            `avg(last_5m):${running} < 15`,
            { requireFullWindow: false, onMissingData: "show_no_data" as const },
        ],
    ] as const) {
        it(`are ${what}`, () => {
            assert.deepEqual(ofOptions(query, options), []);
        });
    }
});

describe("options that do not fit", () => {
    for (const [what, query, options, code] of [
        [
            "a full window of a change",
            `change(max(last_5m),5m_ago):${continuous} < 0`,
            { requireFullWindow: true, onMissingData: "resolve" as const },
            "full-window",
        ],
        [
            "a full window of growth",
            `sum(last_5m):monotonic_diff(${restarts}) > 0`,
            { requireFullWindow: true, onMissingData: "resolve" as const },
            "full-window",
        ],
        [
            "a full window of growth on one side",
            `sum(last_5m):monotonic_diff(${continuous}) + ${continuous} > 0`,
            { requireFullWindow: true, onMissingData: "resolve" as const },
            "full-window",
        ],
        [
            "missing data after default_zero on one side",
            `max(last_5m):default_zero(${oom}) + ${oom} >= 1`,
            { requireFullWindow: false, onMissingData: "resolve" as const },
            "missing-data",
        ],
        [
            "the default of an average with gaps",
            `avg(last_5m):${running} < 15`,
            { requireFullWindow: false },
            "stuck-alert",
        ],
    ] as const) {
        it(`are ${what}`, () => {
            assert.deepEqual(ofOptions(query, options), [code]);
        });
    }
});

describe("a value of zero", () => {
    for (const [condition, fires] of [
        ["> 0", false],
        ["> -1", true],
        [">= 0", true],
        [">= 1", false],
        ["< 0", false],
        ["< 1", true],
        ["<= 0", true],
        ["<= -1", false],
        ["== 0", true],
        ["== 1", false],
        ["!= 0", false],
        ["!= 1", true],
    ] as const) {
        it(`${fires ? "sets off" : "does not set off"} ${condition}`, () => {
            const query = parseMonitorQuery(`max(last_5m):${oom} ${condition}`);
            assert.ok(query.kind === "metric");
            assert.equal(zeroFires(query), fires);
        });
    }

    it("is pointed out as soon as one side has default_zero", () => {
        assert.deepEqual(codes(`max(last_5m):default_zero(${oom}) + ${oom} < 1`), ["missing-data"]);
        assert.deepEqual(codes(`max(last_5m):default_zero(${oom}) + ${oom} > 1`), []);
    });
});

describe("a threshold in the unit of the query", () => {
    const usage = "max:kubernetes.cpu.usage.total{kube_namespace:x}";
    it("may be anything for a change in percent, but not for a change", () => {
        assert.deepEqual(codes(`pct_change(avg(last_5m),5m_ago):${usage} > 50`), []);
        assert.deepEqual(codes(`change(avg(last_5m),5m_ago):${usage} > 50`), ["unit"]);
        assert.deepEqual(codes(`avg(last_5m):${usage} > 50`), ["unit"]);
    });

    it("may be zero in any", () => {
        assert.deepEqual(codes(`avg(last_5m):${usage} > 0`), []);
    });

    it("of counts may be added up with the time aggregation sum alone", () => {
        const count = "sum:sockshop.orders.failed{kube_namespace:x}.as_count()";
        assert.deepEqual(codes(`sum(last_5m):${count} > 5`), []);
        assert.deepEqual(codes(`avg(last_5m):${count} > 5`), ["modifier"]);
        assert.deepEqual(codes(`avg(last_5m):${count.replace("count", "rate")} > 5`), []);
    });
});

describe("what a search of logs cannot find", () => {
    const found = (search: string): readonly string[] =>
        checkView(`kube_namespace:x ${search}`, "logs", context).map(
            ({ code, reason }) => `${code}: ${reason}`,
        );
    for (const [search, expected] of [
        ["http.method:GET", /^bare-attribute: .*write @http\.method/],
        ["duration:>5", /^bare-attribute: .*write @duration/],
        ["pod:front-end-1", /^impossible-tag: .*; it is called pod_name$/],
        ["colour:red", /^impossible-tag: logs cannot be searched by colour$/],
        ["kube_container_name:cart", /^impossible-value: kube_container_name is never "cart"$/],
        ["kube_container_name:(carts OR cart)", /^impossible-value: .*"cart"$/],
        ['kube_container_name:payment "connection refused"', /^wrong-writer: payment never/],
        ['(kube_container_name:payment OR x:>1) "connection refused"', /^bare-attribute/],
    ] as const) {
        it(`is ${search}`, () => {
            const [only, ...others] = found(search);
            assert.match(only ?? "", expected);
            assert.deepEqual(others, []);
        });
    }

    for (const search of [
        'kube_container_name:orders "connection refused"',
        // Neither a tag of another kind nor an attribute says whose line it is.
        'host:payment "connection refused"',
        '@method:payment "connection refused"',
        "kube_container_name:cart*",
        "@http.status_code:[500 TO 599]",
    ]) {
        it(`is not ${search}`, () => {
            assert.deepEqual(found(search), []);
        });
    }
});

describe("a monitor that is about the load", () => {
    for (const filter of ["kube_deployment IN (orders, locust)", "kube_deployment IN (load-1)"]) {
        it(`is one on {kube_namespace:x AND ${filter}}`, () => {
            const query = `max(last_2m):${continuous.replace("}", ` AND ${filter}}`)} < 1`;
            assert.ok(codes(query).includes("names-the-incident"));
        });
    }

    it("is told by which of its words it is", () => {
        const reasons = (search: string): readonly string[] =>
            checkMonitorQuery(
                `events("kube_namespace:x ${search}").rollup("count").last("5m") > 1`,
                context,
            ).map(({ reason }) => reason.split(" is about")[0] ?? "");
        assert.deepEqual(reasons("locust"), ['"locust"']);
        assert.deepEqual(reasons("kube_name:load-1"), ["the field kube_name"]);
    });
});
