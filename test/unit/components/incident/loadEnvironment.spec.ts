import assert from "node:assert/strict";

import { loadEnvironment } from "../../../../components/incident/loadEnvironment";
import type { Plan } from "../../../../plan/plan";
import { renderPlan } from "../../../../plan/render";
import { pythonSource } from "../../../../scenarios/load/files";
import { at, resourcesOf } from "../../../support/planAccess";

interface Variable {
    readonly name: string;
    readonly value?: string;
    readonly valueFrom?: {
        readonly secretKeyRef: {
            readonly name: string;
            readonly key: string;
            readonly optional: boolean;
        };
    };
}

/** The Job of a load run, as it is planned. */
function loadJob(plan: Plan): unknown {
    const jobs = resourcesOf(plan, "batch/v1:Job");
    assert.equal(jobs.length, 1);
    return jobs[0]?.inputs;
}

const place = { namespace: "shop", scripts: "/load", results: "/results", run: "7" };
const variables = (incident?: string): readonly Variable[] =>
    loadEnvironment({ ...place, ...(incident === undefined ? {} : { incident }) }) as Variable[];
const valueOf = (all: readonly Variable[], name: string): string | undefined =>
    all.find((one) => one.name === name)?.value;

describe("the lines of a load run", () => {
    it("are each a log of their own for the agent, table rows after a time included", async () => {
        const plan = await renderPlan({ incident: "hybrid", blind: "true" });
        const template = at(loadJob(plan), "spec.template");
        const container = at(template, "spec.containers.0.name") as string;
        const annotations = at(template, "metadata.annotations") as Record<string, string>;
        const logs = annotations[`ad.datadoghq.com/${container}.logs`] ?? "";
        assert.deepEqual(JSON.parse(logs), [
            { source: "locust", service: "locust", auto_multi_line_detection: false },
        ]);
    });
});

describe("what a load run is told", () => {
    it("is the incident's name for its events, where it may be seen", () => {
        const named = variables("hybrid");
        assert.equal(valueOf(named, "EVENT_SUBJECT"), "Incident hybrid: load");
        assert.equal(valueOf(named, "EVENT_TAGS"), "incident:hybrid");
    });

    it("is a neutral name, where it may not", () => {
        const blind = variables();
        assert.equal(valueOf(blind, "EVENT_SUBJECT"), "Load run");
        assert.doesNotMatch(JSON.stringify(blind), /incident/i);
    });

    it("includes a key only by reference to a Secret, which need not be there", () => {
        const references = variables().filter(({ valueFrom }) => valueFrom !== undefined);
        assert.deepEqual(
            references.map(({ name, valueFrom }) => [name, valueFrom?.secretKeyRef]),
            [
                ["DD_API_KEY", { name: "datadog", key: "api-key", optional: true }],
                ["DD_SITE", { name: "datadog", key: "site", optional: true }],
                ["DD_TAGS", { name: "datadog", key: "tags", optional: true }],
                ["DD_URL", { name: "datadog", key: "url", optional: true }],
            ],
        );
    });

    it("is everything that the events ask for", () => {
        const source = pythonSource("run_events.py");
        const asked = [...source.matchAll(/\b(?:DD|EVENT)_[A-Z_]+\b/g)].map(([name]) => name);
        const told = variables("hybrid").map(({ name }) => name);
        assert.ok(asked.length >= 6);
        for (const name of [...asked, "RUN_ID", "POD_NAMESPACE"]) {
            assert.ok(told.includes(name), name);
        }
    });

    for (const own of [false, true]) {
        it(`refers to the key ${own ? "from a stack of its own" : "where the shop is"}`, async () => {
            const plan = await renderPlan(
                { incident: "hybrid", ...(own ? { baseStack: "dev" } : {}) },
                { stack: own ? "hybrid" : "dev" },
            );
            const all = at(
                loadJob(plan),
                "spec.template.spec.containers.0.env",
            ) as readonly Variable[];
            assert.ok(all.some(({ name }) => name === "DD_API_KEY"));
            assert.deepEqual(resourcesOf(plan, "core/v1:Secret"), []);
        });
    }
});
