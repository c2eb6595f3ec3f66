import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { slos } from "../../../../components/observability/catalogue/slos";
import { Monitors } from "../../../../components/observability/Monitors";
import { monitorsIn, scopeWith } from "./scope";
import { inputsOf, ofType, rendered, type Rendered } from "./rendered";

const sloIds = Object.fromEntries(
    slos(scopeWith()).map(({ id }, index) => [id, pulumi.output(`slo${index}`)]),
);

async function monitorsWhen(blind: boolean): Promise<readonly Rendered[]> {
    const { resources } = await rendered(
        () =>
            new Monitors("alerts", {
                monitors: monitorsIn(),
                namespace: "sock-shop",
                slos: sloIds,
                links: pulumi.output({
                    dashboard: "https://d.example",
                    notify: "@slack-sre",
                    ...(blind ? {} : { runbook: (id: string) => `docs/runbooks/${id}.md` }),
                }),
                tags: ["managed-by:sock-shop-incidents", "team:sre"],
                blind,
            }),
    );
    return resources;
}

describe("the monitors in the account", () => {
    let all: readonly Rendered[];
    before(async () => {
        all = await monitorsWhen(false);
    });

    it("are those of the catalogue, one each, and nothing else", () => {
        assert.equal(all.length, monitorsIn().length + 1);
        assert.deepEqual(
            ofType(all, ":Monitor")
                .map(({ name }) => name)
                .sort(),
            monitorsIn()
                .map(({ id }) => `alerts-${id}`)
                .sort(),
        );
    });

    it("carry query, thresholds and options as Datadog takes them", () => {
        assert.deepEqual(inputsOf(all, "alerts-front-end-cpu-of-limit"), {
            name: "[sock-shop] Front-end uses more than 75 % of its CPU limit",
            type: "query alert",
            query: monitorsIn().find(({ id }) => id === "front-end-cpu-of-limit")?.query,
            message: inputsOf(all, "alerts-front-end-cpu-of-limit").message,
            monitorThresholds: { critical: "0.75", criticalRecovery: "0.6" },
            priority: "3",
            tags: [
                "managed-by:sock-shop-incidents",
                "team:sre",
                "signal:cpu",
                "service:front-end",
                "env:dev",
                "incident:latency",
            ],
            includeTags: true,
            requireFullWindow: false,
            onMissingData: "resolve",
            newGroupDelay: 60,
            validate: false,
        });
    });

    it("look at every window, also one with gaps in it: the provider would skip those", () => {
        for (const { name, inputs } of ofType(all, ":Monitor")) {
            assert.equal(inputs.requireFullWindow, false, name);
        }
    });

    it("never ask for missing data in two ways, and say it as the API does", () => {
        const allowed = ["default", "show_no_data", "show_and_notify_no_data", "resolve"];
        for (const { name, inputs } of ofType(all, ":Monitor")) {
            assert.equal(inputs.notifyNoData, undefined, name);
            const { onMissingData, query } = inputs;
            assert.ok(
                onMissingData === undefined || allowed.includes(onMissingData as string),
                name,
            );
            if (String(query).includes("default_zero")) {
                assert.equal(onMissingData, undefined, `${name}: refused beside default_zero`);
            }
        }
    });

    it("have their threshold as text, the same number as in the query", () => {
        for (const { name, inputs } of ofType(all, ":Monitor")) {
            const { critical } = (inputs.monitorThresholds ?? {}) as { critical?: unknown };
            if (inputs.type === "composite") {
                assert.equal(critical, undefined, name);
            } else {
                assert.equal(typeof critical, "string", name);
                assert.ok(String(inputs.query).endsWith(` ${String(critical)}`), name);
            }
        }
    });

    it("refer to each other and to SLOs by the ids of the account", () => {
        const composite = String(inputsOf(all, "alerts-incident-payment").query);
        assert.match(composite, /^\d{4} && \d{4}$/);
        const burn = String(inputsOf(all, "alerts-shop-latency-burn").query);
        assert.match(burn, /^burn_rate\("slo1"\)\.over/);
    });

    it("link dashboard and runbooks, and notify who is to be notified", () => {
        const text = String(inputsOf(all, "alerts-front-end-oom-killed").message);
        assert.match(text, /\[Dashboard\]\(https:\/\/d\.example\)/);
        assert.match(text, /\nRunbook: docs\/runbooks\/crash\.md\n/);
        assert.match(text, /\n@slack-sre$/);
    });
});

describe("the monitors of a blind drill", () => {
    it("are all but those that name an incident, and name none", async () => {
        const all = ofType(await monitorsWhen(true), ":Monitor");
        const naming = monitorsIn().filter(({ namesIncident }) => namesIncident);
        assert.equal(all.length, monitorsIn().length - naming.length);
        assert.ok(naming.length > 0);
        const text = JSON.stringify(all.map(({ inputs }) => inputs));
        assert.doesNotMatch(text, /incident:|runbook/i);
    });
});

describe("a monitor that refers to what is not there", () => {
    it("is refused by name instead of being created with a dead reference", async () => {
        const orphan = monitorsIn().filter(({ id }) => id === "incident-payment");
        await assert.rejects(
            rendered(
                () =>
                    new Monitors("alerts", {
                        monitors: orphan,
                        namespace: "sock-shop",
                        slos: {},
                        links: { notify: "" },
                        tags: [],
                        blind: false,
                    }),
            ),
            /refers to payment-unavailable/,
        );
    });
});
