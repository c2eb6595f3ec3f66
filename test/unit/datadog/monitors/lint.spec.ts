import assert from "node:assert/strict";

import { lintMonitors } from "../../../../datadog/monitors/lint";
import { readExport } from "../../../../datadog/monitors/exportFormat";

type Options = Readonly<Record<string, unknown>>;

function lint(query: string, options: Options = {}, type = "query alert"): readonly string[] {
    const set = readExport([{ id: 1, name: "x", type, query, options }]);
    return lintMonitors(set).flatMap(({ findings }) =>
        findings.map(({ code, severity }) => `${code} (${severity})`),
    );
}

const critical = (value: number): Options => ({ thresholds: { critical: value } });
const logs = (search: string): string =>
    `logs("${search}").index("*").rollup("count").last("5m") > 3`;

/** Query, threshold, what is found. */
const metrics: readonly (readonly [string, number, ...(readonly string[])])[] = [
    [
        "avg(last_5m):avg:kubernetes.cpu.usage.total{*} by {pod_name} > 250",
        250,
        "unit (refused)",
        "stuck-alert (caution)",
    ],
    [
        "avg(last_5m):avg:kubernetes.memory.usage_pct{*} by {pod_name} > 90",
        90,
        "unit (refused)",
        "stuck-alert (caution)",
    ],
    [
        "avg(last_5m):avg:kubernetes.cpu.usage.total{*} by {pod_name} / avg:kubernetes.cpu.limits{*} by {pod_name} > 0.8",
        0.8,
        "unit (refused)",
        "stuck-alert (caution)",
    ],
    [
        "avg(last_5m):avg:trace.express.request.duration{service:x} > 500",
        500,
        "unit (caution)",
        "stuck-alert (caution)",
    ],
    [
        "sum(last_5m):default_zero(sum:sockshop.orders.failed{*}.as_count()) < 0",
        0,
        "unreachable (refused)",
    ],
    ["avg(last_5m):avg:acme.balance{*} < 0", 0, "unknown-metric (caution)"],
    ["avg(last_5m):avg:acme.orders.stuck{team:x} by {shop} > 5", 5, "unknown-metric (caution)"],
    ["avg(last_5m):avg:kubernetes.memory.usge{*} > 1e9", 1e9, "unknown-metric (caution)"],
    [
        "avg(last_5m):avg:acme.orders{*}.rollup(avg, 600) > 5",
        5,
        "unknown-metric (caution)",
        "window (refused)",
    ],
    ["avg(last_30s):avg:acme.orders{*} > 5", 5, "syntax (refused)"],
    ["avg(last_8d):avg:acme.orders{*} > 5", 5, "unknown-metric (caution)", "window (refused)"],
    [
        "avg(last_5m):avg:aws.rds.cpuutilization{*} > 5",
        5,
        "unknown-metric (caution)",
        "window (caution)",
    ],
    [
        "max(last_5m):max:kubernetes_state.container.status_report.count.waiting{reason:crashlooping} >= 1",
        1,
        "impossible-value (refused)",
        "stuck-alert (caution)",
    ],
    [
        "avg(last_5m):anomalies(avg:acme.orders{*}, 'basic', 2) >= 1",
        1,
        "unknown-metric (caution)",
        "unsupported (caution)",
    ],
    [
        "avg(last_5m):avg:acme.orders{*} > 5",
        6,
        "threshold-mismatch (refused)",
        "unknown-metric (caution)",
    ],
    [
        "avg(last_5m):sum:kubernetes.memory.working_set{kube_namespace:acme} > 50000000000",
        5e10,
        "stuck-alert (caution)",
    ],
];

describe("lint of other accounts' monitors", () => {
    metrics.forEach(([query, threshold, ...found]) => {
        it(`finds ${found.join(", ") || "nothing"} in ${query}`, () => {
            assert.deepEqual([...lint(query, critical(threshold))].sort(), [...found].sort());
        });
    });

    it("suggests a metric whose name is nearly the one written", () => {
        const query = "avg(last_5m):avg:kubernetes.memory.usge{*} > 1e9";
        const [linted] = lintMonitors(
            readExport([{ id: 1, name: "x", type: "query alert", query }]),
        );
        assert.match(linted?.findings[0]?.reason ?? "", /Did you mean kubernetes\.memory\.usage\?/);
    });

    it("knows no rule of this stack's house: namespaces, services, incidents, kebab-case ids", () => {
        assert.deepEqual(lint(logs("service:locust @order.id:7"), critical(3), "log alert"), []);
    });

    it("finds exclusions that are none, and recovery on the wrong side", () => {
        assert.deepEqual(lint(logs("!service:robot"), critical(3), "log alert"), [
            "not-an-exclusion (refused)",
        ]);
        const options = { thresholds: { critical: 3, critical_recovery: 4 } };
        assert.deepEqual(lint(logs("status:error"), options, "log alert"), [
            "recovery-side (refused)",
        ]);
    });

    it("takes full windows of log monitors, older names of types and composites as they are", () => {
        const full = { ...critical(3), require_full_window: true };
        assert.deepEqual(lint(logs("status:error"), full, "log alert"), []);
        const query = 'events("source:kubernetes").rollup("count").last("5m") > 3';
        assert.deepEqual(lint(query, critical(3), "event alert"), []);
        assert.deepEqual(lint("12 && 13", {}, "composite"), [
            "unknown-reference (caution)",
            "unknown-reference (caution)",
        ]);
        assert.deepEqual(lint(logs("status:error"), critical(3), "query alert"), [
            "wrong-type (refused)",
        ]);
    });

    it("passes over what other products watch", () => {
        assert.deepEqual(lint("no_query", {}, "synthetics alert"), ["unsupported (caution)"]);
    });
});
