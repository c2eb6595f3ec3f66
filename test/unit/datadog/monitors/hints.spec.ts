import assert from "node:assert/strict";
import { join } from "node:path";

import type { Evidence } from "../../../../evidence/evidence";
import { planOf } from "../../../support/planOf";
import { readEvidence } from "../../../../evidence/read";
import { readExport } from "../../../../datadog/monitors/exportFormat";
import { plannedSet } from "../../../../verdict/monitors/fromPlan";
import { shopEvidence } from "../../../../verdict/monitors/shopEvidence";
import { monitorRun } from "../../../../verdict/monitors/monitorRun";
import { distribution, evidence, series, start } from "./support/evidence";
import { runNames, simulatedRun } from "./support/simulated";

const available = "kubernetes_state.deployment.replicas_available";
const waiting = "kubernetes_state.container.status_report.count.waiting";

const shop = evidence({
    series: ["payment", "orders", "carts"].map((name) =>
        series(available, [1, 1, 1], { tags: { kube_deployment: name, kube_namespace: "shop" } }),
    ),
    distributions: [distribution("web.request.duration", [[1]], { tags: { env: "prod" } })],
});

/** The same with a pod in trouble, whose logs and events there are. */
const trouble: Evidence = {
    ...shop,
    series: [
        ...shop.series,
        series(waiting, [1, 1], {
            tags: { reason: "containercreating", kube_deployment: "carts" },
        }),
        series("acme.stuck", [1, 1], { tags: { queue: "mail" } }),
    ],
    logs: ["carts", "mail"].map((service, at) => ({
        ...{ time: start + at, message: "refused", status: "error", service },
        tags: { host: "h1", source: "python" },
    })),
    events: [
        { time: start, title: "x", text: "y", tags: { source: "kubernetes", pod_name: "carts-1" } },
    ],
};

function hints(
    query: string,
    slos: readonly object[] = [],
    run: Evidence = shop,
): readonly string[] {
    const set = readExport({ monitors: [{ id: 5001, name: "x", type: "any", query }], slos });
    const { hints: found } = monitorRun("x", shopEvidence(run), set, undefined);
    return found.map(({ monitor, text }) => `${monitor}: ${text}`);
}

const slo = {
    id: "s",
    name: "s",
    type: "time_slice",
    thresholds: [{ timeframe: "7d", target: 99 }],
    sli_specification: {
        time_slice: {
            comparator: "<",
            threshold: 1,
            query: {
                formulas: [{ formula: "q" }],
                queries: [
                    { name: "q", query: "avg:kubernetes_state.deployment.replicas_availabel{*}" },
                ],
            },
        },
    },
};

/** What is written, and what is said of it. */
const slips: readonly (readonly [query: string, ...hint: string[]])[] = [
    [
        "max(last_5m):max:kubernetes_state.deployment.replicas_availabel{*} < 1",
        "5001: the evidence has no metric kubernetes_state.deployment.replicas_availabel. " +
            `Did you mean ${available}?`,
    ],
    ["max(last_5m):max:something.else{*} > 1", "5001: the evidence has no metric something.else."],
    [
        "max(last_5m):max:kubernetes.memory.rss{*} > 1",
        "5001: the evidence has no metric kubernetes.memory.rss.",
    ],
    [
        `max(last_5m):max:${available}{kube_deployment:paiment} < 1`,
        `5001: no series of ${available} has kube_deployment:paiment ` +
            "(there: payment, orders, carts)",
    ],
    [
        `max(last_5m):max:${available}{kube_deployment IN (payment,order)} < 1`,
        `5001: no series of ${available} has kube_deployment:order (there: orders, carts, payment)`,
    ],
    [
        `max(last_5m):max:${available}{kube_deploymnt:payment} by {kube_namspace} < 1`,
        `5001: no series of ${available} has the tag kube_deploymnt ` +
            "(there: kube_deployment, kube_namespace)",
        `5001: no series of ${available} has the tag kube_namspace ` +
            "(there: kube_namespace, kube_deployment)",
    ],
    [
        `max(last_5m):max:${available}{kube_deployment:payment AND kube_deployment:orders} < 1`,
        `5001: no series of ${available} has all that it asks for`,
    ],
    [
        "percentile(last_5m):p95:web.request.duration{env:prd} > 2",
        "5001: no series of web.request.duration has env:prd (there: prod)",
    ],
    [
        `max(last_5m):max:${waiting}{kube_deployment:paiment} >= 1`,
        `5001: nothing in the evidence has kube_deployment:paiment, as ${waiting} should. ` +
            "Did you mean payment?",
    ],
];

const logs = (search: string, by = ""): string =>
    `logs("${search}").index("*").rollup("count")${by}.last("5m") > 1`;
const events = (search: string): string => `events("${search}").rollup("count").last("5m") > 1`;

/** What a run with a pod in trouble tells. */
const inTrouble: readonly (readonly [query: string, ...hint: string[]])[] = [
    [
        `max(last_5m):max:${waiting}{deployment:carts} >= 1`,
        `no series of ${waiting} has the tag deployment (there: kube_deployment, reason)`,
    ],
    [
        `max(last_5m):max:${waiting}{reason:oomkilled} >= 1`,
        `no series of ${waiting} has reason:oomkilled (there: containercreating)`,
    ],
    [`max(last_5m):max:${waiting}{reason:crashloopbackoff,kube_deployment:payment} >= 1`],
    [
        `max(last_5m):max:${waiting}{kube_deployment:billing} by {pod} >= 1`,
        `no series of ${waiting} has kube_deployment:billing (there: carts)`,
        `no series of ${waiting} has the tag pod (there: reason, kube_deployment)`,
    ],
    [
        "max(last_5m):max:acme.stuck{queue:post} >= 1",
        "no series of acme.stuck has queue:post (there: mail)",
    ],
    [logs("status:error service:carts")],
    [logs("status:critical service:payment")],
    [logs("service:billing"), "no log has service:billing (there: mail, carts)"],
    [
        logs("!service:carts refused"),
        '"!service:carts" is searched as a word and excludes nothing: write -service:carts',
    ],
    [logs("-service:billing")],
    [logs("@host:h1"), "@host is no attribute of a log here, but a tag: write host without @"],
    [logs("@order.total:>5"), "no log has the attribute @order.total (there: none)"],
    [logs("team:x"), "no log has the tag team (there: host, source)"],
    [logs("*", '.by("pod")'), "no log has the tag pod (there: host, source)"],
    [
        logs("service:carts,mail"),
        "a comma joins nothing in service:carts,mail: write service:(carts OR mail)",
    ],
    [logs("refused and service:carts"), '"and" is searched as a word: write AND'],
    [events("source:kubernetes kind:pod"), "no event has the tag kind (there: source, pod_name)"],
    [events("status:information"), "no event has status:information (there: info)"],
    [events("source:docker"), "no event has source:docker (there: kubernetes)"],
];

describe("hints at slips of the pen in monitors", function () {
    this.timeout(120_000);

    slips.forEach(([query, ...said]) => {
        it(`are given for ${query}`, () => {
            assert.deepEqual(hints(query), said);
        });
    });

    inTrouble.forEach(([query, ...said]) => {
        it(`are given where the run itself shows it: ${query}`, () => {
            assert.deepEqual(
                hints(query, [], trouble),
                said.map((text) => `5001: ${text}`),
            );
        });
    });

    it("look into the SLO of a burn rate", () => {
        const burnRate = 'burn_rate("s").over("7d").long_window("1h").short_window("5m") > 1';
        assert.deepEqual(hints(burnRate, [slo]), [
            "5001: the evidence has no metric kubernetes_state.deployment.replicas_availabel. " +
                `Did you mean ${available}?`,
        ]);
    });

    it("are not given for what matches, is excluded, or is silent while nothing is amiss", () => {
        const rightful = [
            `max(last_5m):max:${available}{kube_deployment:PAY*} by {kube_deployment} < 1`,
            `max(last_5m):max:${available}{!kube_deployment:nobody} < 1`,
            `max(last_5m):max:${waiting}{reason:crashloopbackoff,kube_deployment:payment} >= 1`,
            'logs("service:paiment").index("*").rollup("count").last("5m") > 1',
        ];
        rightful.forEach((query) => {
            assert.deepEqual(hints(query), [], query);
        });
    });

    runNames.forEach((name) => {
        it(`are not given for the stack's own monitors in the run ${name}`, async () => {
            const set = plannedSet(await planOf({ observability: "resources" }));
            const run = await simulatedRun(name);
            assert.ok(set.monitors.length > 0);
            assert.deepEqual(monitorRun(name, run, set, undefined).hints, []);
        });
    });

    it("are not given for the example of the documentation", async () => {
        const examples = join(__dirname, "../../../../docs/examples");
        const file = (await import(join(examples, "monitors.json"))) as { default: unknown };
        const set = readExport(file.default);
        const run = shopEvidence(await readEvidence(join(examples, "evidence")));
        assert.deepEqual(monitorRun("example", run, set, undefined).hints, []);
    });
});
