import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { Observability } from "../../../../components/observability/Observability";
import type { ObservabilityArgs } from "../../../../components/observability/observabilityArgs";
import { monitorTemplates } from "../../../../components/observability/catalogue/catalogue";
import { logPipeline } from "../../../../components/observability/pipeline/definition";
import { slos } from "../../../../components/observability/catalogue/slos";
import { tellingTexts } from "./tellingTexts";
import { incidents, monitorsIn, scopeWith } from "./scope";
import { inputsOf, ofType, rendered, type Rendered, valueOf } from "./rendered";
import { logViews } from "../../../../components/observability/catalogue/logViews";

const key = "0123456789abcdef";

async function observability(
    change: Partial<ObservabilityArgs> = {},
): Promise<{ readonly component: Observability; readonly resources: readonly Rendered[] }> {
    return rendered(
        () =>
            new Observability("datadog", {
                level: "resources",
                site: "us5.datadoghq.com",
                notify: "",
                runbooks: "",
                savedViews: true,
                latencySource: "openmetrics",
                blind: false,
                apm: false,
                usm: false,
                muted: false,
                team: "sre",
                env: "dev",
                namespace: "sock-shop",
                clusterName: "kind-sockshop",
                containers: 15,
                scenarios: incidents,
                apiKey: pulumi.secret(key),
                appKey: pulumi.secret(key),
                ...change,
            }),
    );
}

/** How many resources of each type there are. */
function counts(resources: readonly Rendered[]): Readonly<Record<string, number>> {
    const types = [...new Set(resources.map(({ type }) => type))].sort();
    return Object.fromEntries(types.map((type) => [type, ofType(resources, type).length]));
}

describe("what the stack has in Datadog", () => {
    it("is a dashboard, the monitors, the SLOs, and no downtime", async () => {
        const { resources } = await observability();
        const found = counts(resources);
        assert.equal(found["datadog:index/monitor:Monitor"], monitorsIn().length);
        assert.equal(found["datadog:index/serviceLevelObjective:ServiceLevelObjective"], 2);
        assert.equal(found["datadog:index/dashboardJson:DashboardJson"], 1);
        assert.equal(found["datadog:index/downtimeSchedule:DowntimeSchedule"], undefined);
    });

    it("is muted by one downtime over the stack's own monitors, where that is switched on", async () => {
        const { resources } = await observability({ muted: true });
        assert.equal(ofType(resources, ":DowntimeSchedule").length, 1);
        const { monitorIdentifier, scope, oneTimeSchedule } = inputsOf(
            resources,
            "datadog-downtime-schedule",
        );
        const { monitorTags } = monitorIdentifier as { monitorTags: readonly string[] };
        assert.deepEqual([scope, oneTimeSchedule], ["*", {}]);
        assert.deepEqual(monitorTags, [
            "managed-by:sock-shop-incidents",
            "kube_namespace:sock-shop",
            "env:dev",
        ]);
        for (const { name, inputs } of ofType(resources, ":Monitor")) {
            const tags = inputs.tags as readonly string[];
            assert.ok(
                monitorTags.every((tag) => tags.includes(tag)),
                `${name} would not be muted`,
            );
        }
    });

    it("installs the agent only at level full", async () => {
        const without = await observability();
        assert.equal(ofType(without.resources, ":Agent").length, 0);
        const full = await observability({ level: "full" });
        assert.equal(ofType(full.resources, ":Agent").length, 1);
    });

    it("calls scripts only for what is switched on and has no resource", async () => {
        const names = async (change: Partial<ObservabilityArgs>): Promise<readonly string[]> =>
            ofType((await observability(change)).resources, ":Command").map(({ name }) => name);
        const scope = { namespace: "sock-shop", blind: false };
        const views = logViews(scope, incidents)
            .map(({ id }) => id)
            .sort();
        assert.deepEqual(await names({}), [
            "datadog-percentiles-switch",
            ...views.map((view) => `datadog-views-${view}`),
        ]);
        assert.deepEqual(await names({ savedViews: false, latencySource: "logs" }), []);
    });

    it("is made of the same resources when the keys are not known, as in a recovery", async () => {
        const namesOf = ({ resources }: { resources: readonly Rendered[] }): readonly string[] =>
            resources.map(({ name }) => name);
        const keyless = await observability({ apiKey: undefined, appKey: undefined });
        assert.deepEqual(namesOf(keyless), namesOf(await observability()));
    });

    it("carries service, env, team and managed-by on everything that can", async () => {
        const { resources } = await observability();
        for (const type of [":Monitor", ":ServiceLevelObjective"]) {
            for (const { name, inputs } of ofType(resources, type)) {
                const keys = (inputs.tags as readonly string[]).map((tag) => tag.split(":")[0]);
                for (const expected of ["service", "env", "team", "managed-by"]) {
                    assert.equal(keys.filter((one) => one === expected).length, 1, name);
                }
            }
        }
    });

    it("links the runbooks where they are read, or names them in the repository", async () => {
        const message = async (runbooks: string): Promise<string> => {
            const { resources } = await observability({ runbooks });
            return String(inputsOf(resources, "datadog-monitors-failed-orders").message);
        };
        assert.match(await message(""), /^Runbook: docs\/runbooks\/payment\.md$/m);
        assert.match(
            await message("https://git.example/shop/docs/runbooks/"),
            /^\[Runbook: payment\]\(https:\/\/git\.example\/shop\/docs\/runbooks\/payment\.md\)$/m,
        );
    });

    it("calls the shop as a whole the same everywhere: monitors, SLOs and events", async () => {
        const { resources } = await observability();
        const { stringData } = inputsOf(resources, "datadog-events-secret");
        const { tags } = (stringData as { value: { tags: string } }).value;
        const ofMonitor = inputsOf(resources, "datadog-monitors-shop-failure-rate").tags;
        const ofSlo = inputsOf(resources, "datadog-slos-availability").tags;
        for (const all of [tags.split(","), ofMonitor, ofSlo]) {
            const services = (all as readonly string[]).filter((tag) => tag.startsWith("service:"));
            assert.deepEqual(services, ["service:sock-shop"]);
        }
    });

    it("links to itself on the pages of the site", async () => {
        const { component } = await observability({ site: "datadoghq.eu" });
        const { dashboard, monitors, monitor, logs, quickAccess, slo } = component.links;
        assert.match(await valueOf(dashboard), /^https:\/\/app\.datadoghq\.eu\/dashboard\/\d+$/);
        assert.match(monitors, /^https:\/\/app\.datadoghq\.eu\/monitors\/manage\?q=tag/);
        assert.equal(Object.keys(monitor).length, monitorsIn().length);
        assert.equal(Object.keys(slo).length, 2);
        assert.equal(
            Object.keys(logs).length,
            logViews({ namespace: "sock-shop", blind: false }, incidents).length,
        );
        for (const url of Object.values(quickAccess)) {
            assert.match(url, /^https:\/\/app\.datadoghq\.eu\//);
        }
    });
});

describe("blind, what the stack has in Datadog", () => {
    let text: string;
    before(async () => {
        const { resources } = await observability({ blind: true, level: "full", muted: true });
        text = JSON.stringify(resources.map(({ inputs }) => inputs));
    });

    for (const incident of incidents) {
        it(`does not tell ${incident.id} in any input`, () => {
            for (const telling of tellingTexts(incident)) {
                assert.ok(!text.toLowerCase().includes(telling), telling);
            }
        });
    }

    it("would be caught telling: the same without blind tells every incident", async () => {
        const { resources } = await observability();
        const open = JSON.stringify(resources.map(({ inputs }) => inputs)).toLowerCase();
        for (const incident of incidents) {
            const told = tellingTexts(incident).filter((telling) => open.includes(telling));
            assert.ok(told.length >= 3, `${incident.id}: ${told.join(", ")}`);
        }
    });

    it("contains no name of an incident that the monitors of single symptoms do not use", () => {
        // payment is a service, latency a measure, a crash loop a state of Kubernetes, and a heap what
        // a JVM runs out of.
        const lines = logPipeline({ namespace: "sock-shop" });
        const words = JSON.stringify([monitorTemplates, slos(scopeWith()), lines]);
        const telling = incidents.map(({ id }) => id).filter((id) => !words.includes(id));
        assert.ok(telling.includes("hybrid"));
        for (const id of telling) {
            assert.doesNotMatch(text, new RegExp(`\\b${id}\\b`, "i"));
        }
    });
});
