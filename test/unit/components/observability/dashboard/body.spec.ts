import assert from "node:assert/strict";

import { dashboardBody } from "../../../../../components/observability/dashboard/body";
import { placed } from "../../../../../components/observability/dashboard/layout";
import { monitorGraph } from "../../../../../components/observability/dashboard/monitorGraph";
import { modelV1, objections } from "../../../../../range/account/http/models";
import { incidents, monitorsIn } from "../scope";
import { body, dashboardScope, innerWidgets } from "./scopes";
import { logViews } from "../../../../../components/observability/catalogue/logViews";
import { serviceNames } from "../../../../../shop/services";

const widgets = innerWidgets(body);

describe("the dashboard", () => {
    it("has the guides' five widgets and what an on-call needs beside them", () => {
        const inGroups = [...new Set(widgets.map(({ group }) => group))].map((group) => [
            group,
            ...widgets
                .filter((one) => one.group === group)
                .map(({ type, title }) => `${type}: ${title}`),
        ]);
        assert.equal(body.title, "Sock Shop Incident Monitoring");
        assert.deepEqual(inGroups, [
            [
                "Now",
                "manage_status: Monitors",
                "slo_list: Service level objectives",
                "list_stream: Load runs",
                "list_stream: What Kubernetes reports",
            ],
            [
                "The shop at a glance",
                "timeseries: Pod status: containers running",
                "timeseries: CPU usage by pod",
                "timeseries: Response time (P95)",
                "toplist: Error logs by service",
                "query_value: Restarts in the life of the pods",
                "toplist: New restarts by pod",
            ],
            [
                "What users see",
                "timeseries: Requests and failures per second",
                "timeseries: More than 5 % of requests fail",
                "timeseries: Users wait more than two seconds on average",
            ],
            [
                "The front-end, and whether anything behind it restarts",
                "timeseries: Front-end is throttled at its CPU limit",
                "timeseries: Front-end uses more than 75 % of its CPU limit",
                "timeseries: Front-end has more than 20 requests in progress",
                "timeseries: Front-end uses more than 70 % of its memory limit",
                "timeseries: Front-end was OOMKilled",
                "timeseries: Front-end fails its liveness probe",
                "timeseries: Front-end restarts",
                "timeseries: Front-end is in CrashLoopBackOff",
                "timeseries: A service behind the front-end restarts",
            ],
            [
                "Replicas and payment",
                "timeseries: Autoscaler: replicas",
                "timeseries: Deployments: replicas available and desired",
                "timeseries: Fewer containers run than the shop has",
                "timeseries: Payment has no available replica",
                "timeseries: Failed orders",
            ],
            [
                "Logs",
                "list_stream: Top error logs",
                ...logViews({ namespace: "sock-shop", blind: false }, incidents).map(
                    ({ title }) => `list_stream: ${title}`,
                ),
            ],
        ]);
    });

    it("has the form that Datadog's own client knows", () => {
        assert.deepEqual(objections(modelV1("Dashboard"), body, "refused"), []);
    });

    it("says every field that the API would add, and none that it drops", () => {
        const keys = Object.keys(body).sort();
        assert.deepEqual(keys, [
            "description",
            "layout_type",
            "notify_list",
            "reflow_type",
            "tags",
            "template_variable_presets",
            "template_variables",
            "title",
            "widgets",
        ]);
        assert.ok(!JSON.stringify(body).includes(":null"));
        assert.deepEqual(body.tags, ["team:sre"]);
    });

    it("draws the thresholds of the monitors, each with the same number", () => {
        const drawn = new Map<string, readonly string[]>(
            widgets.map(({ title, definition }) => [
                title,
                ((definition.markers ?? []) as readonly { value: string }[]).map(
                    ({ value }) => value,
                ),
            ]),
        );
        assert.deepEqual(drawn.get("CPU usage by pod"), ["y = 250000000"]);
        assert.deepEqual(drawn.get("Response time (P95)"), ["y = 1", "y = 0.5"]);
        assert.deepEqual(drawn.get("More than 5 % of requests fail"), ["y = 0.05", "y = 0.02"]);
        assert.deepEqual(drawn.get("Payment has no available replica"), ["y = 1"]);
        // Compared is the growth of what is drawn, or the line would be the axis.
        assert.deepEqual(drawn.get("Front-end fails its liveness probe"), []);
        assert.deepEqual(drawn.get("Front-end restarts"), []);
    });

    it("marks the loads in every graph over time", () => {
        for (const { type, title, definition } of widgets) {
            const overlays = definition.events === undefined ? [] : definition.events;
            assert.equal(
                (overlays as readonly unknown[]).length,
                type === "timeseries" ? 1 : 0,
                title,
            );
        }
    });

    it("finds monitors and SLOs of this stack only", () => {
        assert.equal(
            widgets.find(({ type }) => type === "manage_status")?.definition.query,
            'tag:("managed-by:sock-shop-incidents" AND "kube_namespace:sock-shop" AND "env:dev")',
        );
        const [request] = widgets.find(({ type }) => type === "slo_list")?.definition
            .requests as readonly { query: { query_string: string } }[];
        assert.equal(
            request?.query.query_string,
            "managed-by:sock-shop-incidents AND kube_namespace:sock-shop AND env:dev",
        );
    });

    it("has a preset for each incident, which narrows it to the services to look at", () => {
        assert.deepEqual(
            body.template_variable_presets.map(({ name, template_variables: values }) => [
                name,
                values.map((one) => [one.name, ...one.values]),
            ]),
            incidents.map(({ title, observation: { focus } }) => [
                title,
                ["container", "deployment"].map((variable) => [variable, ...focus]),
            ]),
        );
    });

    it("has presets that name services only, each once, in a blind drill", () => {
        const blind = dashboardBody(dashboardScope("openmetrics", true));
        const names = blind.template_variable_presets.map(({ name }) => name);
        assert.deepEqual(names, [...new Set(names)]);
        assert.ok(names.includes("front-end") && names.includes("payment and orders"));
        const known: readonly string[] = serviceNames;
        assert.ok(names.every((name) => name.split(" and ").every((one) => known.includes(one))));
    });

    it("places widgets beside and below each other without overlap", () => {
        const cells = new Set<string>();
        for (const { group, title, layout } of widgets) {
            assert.ok(layout.x + layout.width <= 12, title);
            for (let x = layout.x; x < layout.x + layout.width; x += 1) {
                for (let y = layout.y; y < layout.y + layout.height; y += 1) {
                    const cell = `${group} ${x} ${y}`;
                    assert.ok(!cells.has(cell), `${title} overlaps at ${cell}`);
                    cells.add(cell);
                }
            }
        }
        let bottom = 0;
        for (const { layout, definition } of body.widgets) {
            assert.equal(layout.y, bottom, definition.title);
            bottom += layout.height;
            const inner = widgets.filter(({ group }) => group === definition.title);
            const needed = Math.max(...inner.map((one) => one.layout.y + one.layout.height));
            assert.equal(layout.height, needed + 1, definition.title);
        }
    });
});

describe("a row of widgets", () => {
    it("ends where the twelfth column does, and the next begins below the highest", () => {
        const widget = (
            width: number,
            height: number,
        ): Parameters<typeof placed>[0][0]["widgets"][0] => ({
            width,
            height,
            definition: { type: "note", title: "" },
        });
        const [group] = placed([
            { title: "", color: "blue", widgets: [widget(6, 2), widget(6, 4), widget(1, 1)] },
        ]);
        const places = (
            group?.definition.widgets as readonly { layout: { x: number; y: number } }[]
        ).map(({ layout }) => [layout.x, layout.y]);
        assert.deepEqual(places, [
            [0, 0],
            [6, 0],
            [0, 4],
        ]);
    });
});

describe("a monitor as a graph", () => {
    it("shows what the monitor compares, and is refused for one that watches no metric", () => {
        const graph = (id: string): Readonly<Record<string, unknown>> => {
            const monitor = monitorsIn().find((one) => one.id === id);
            assert.ok(monitor, id);
            return monitorGraph(monitor, "").definition;
        };
        const [request] = graph("front-end-cpu-of-limit").requests as readonly {
            formulas: readonly { formula: string }[];
        }[];
        assert.equal(request?.formulas[0]?.formula, "query1 / (query2 * 1000000000)");
        assert.throws(() => graph("failed-orders"), /watches no metric.*logs\(/);
    });
});
