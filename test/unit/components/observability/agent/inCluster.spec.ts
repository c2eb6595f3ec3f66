import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { Agent } from "../../../../../components/observability/Agent";
import { EventKeys } from "../../../../../components/observability/EventKeys";
import { mocksRecording } from "../../../../../plan/mocks";
import { offlineWorld } from "../../../../../plan/offlineWorld";
import { kubernetesObjects, type Plan, type PlannedResource } from "../../../../../plan/plan";
import { renderPlan } from "../../../../../plan/render";
import { at, resourcesOf } from "../../../../support/planAccess";

const canary = "canary-0123456789abcdef";
const world = {
    ...offlineWorld,
    datadogKeys: () => ({
        apiKey: pulumi.secret(canary),
        appKey: pulumi.secret("an application key"),
        apiUrl: undefined,
    }),
};

const secrets = (plan: Plan): readonly PlannedResource[] => resourcesOf(plan, "core/v1:Secret");
const releases = (plan: Plan): readonly PlannedResource[] => resourcesOf(plan, "v3:Release");

/** How the engine is told that a value is a secret: this field has this value beside it. */
const secretMark = "4dabf18193072939515e22adb298388d";
const secretValue = "1b47061264138c4ac30d75fd1eb44270";

function only<T>(values: readonly T[]): T {
    const [value] = values;
    assert.equal(values.length, 1);
    return value as T;
}

describe("what the cluster gets for Datadog", () => {
    it("is nothing without observability", async () => {
        const plan = await renderPlan({ observability: "none" }, { world });
        assert.deepEqual([...secrets(plan), ...releases(plan)], []);
        assert.doesNotMatch(JSON.stringify(plan.resources), /ad\.datadoghq\.com/);
    });

    it("is the key for events, and no agent, with the resources alone", async () => {
        const plan = await renderPlan({ observability: "resources" }, { world });
        const secret = only(secrets(plan));
        assert.deepEqual(releases(plan), []);
        assert.equal(at(secret.inputs, "metadata.namespace"), "sock-shop");
        assert.equal(at(secret.inputs, "metadata.name"), "datadog");
    });

    describe("in full", () => {
        let plan: Plan;

        before(async () => {
            plan = await renderPlan({ observability: "full", datadogEnv: "lab" }, { world });
        });

        it("is Datadog's chart, pinned, in a namespace of its own", () => {
            const { inputs } = only(releases(plan));
            assert.equal(inputs.chart, "datadog");
            assert.match(inputs.version as string, /^\d+\.\d+\.\d+$/);
            assert.equal(at(inputs, "repositoryOpts.repo"), "https://helm.datadoghq.com");
            assert.equal(inputs.namespace, "datadog");
            // Whoever waits for the agent must find it ready.
            assert.notEqual(inputs.skipAwait, true);
            const namespaces = resourcesOf(plan, "core/v1:Namespace");
            const own = namespaces.find((one) => at(one.inputs, "metadata.name") === "datadog");
            const labels = at(own?.inputs, "metadata.labels") as Record<string, string>;
            assert.equal(labels["pod-security.kubernetes.io/enforce"], "privileged");
        });

        it("takes the key from a Secret that a new key renames, so that the agent restarts", () => {
            const secret = secrets(plan).find(
                ({ inputs }) => at(inputs, "metadata.namespace") === "datadog",
            );
            const { inputs } = only(releases(plan));
            const name = at(secret?.inputs, "metadata.name");
            // The name that the mocks make up for what has none.
            assert.match(String(name), /-auto$/);
            assert.equal(at(inputs, "values.datadog.apiKeyExistingSecret"), name);
            assert.equal(at(secret?.inputs, "immutable"), true);
        });

        it("is no Kubernetes object itself: those that the plan lists all have a name", () => {
            const objects = kubernetesObjects(plan);
            assert.deepEqual(
                objects.filter(({ metadata }) => (metadata as unknown) === undefined),
                [],
            );
        });

        it("tags what the node sends with nothing that is true of the shop alone", () => {
            const { inputs } = only(releases(plan));
            assert.deepEqual(at(inputs, "values.datadog.tags"), ["env:lab", "team:sre"]);
        });

        it("has the key in the data of two Secrets and nowhere else", () => {
            const holders = plan.resources.filter(
                ({ type, inputs }) =>
                    type.startsWith("kubernetes:") && JSON.stringify(inputs).includes(canary),
            );
            assert.deepEqual(
                holders.map(({ type }) => type),
                ["kubernetes:core/v1:Secret", "kubernetes:core/v1:Secret"],
            );
            for (const { inputs } of holders) {
                // A secret also for the engine: encrypted in its state, hidden on the screen.
                assert.equal(at(inputs, `stringData.${secretMark}`), secretValue);
                assert.equal(at(inputs, "stringData.value.api-key"), canary);
                assert.ok(!JSON.stringify(inputs.metadata).includes(canary));
            }
            assert.ok(!JSON.stringify(plan.outputs).includes(canary));
        });

        it("tells loads the site and the tags of their events", () => {
            const secret = secrets(plan).find(
                ({ inputs }) => at(inputs, "metadata.name") === "datadog",
            );
            assert.equal(at(secret?.inputs, "stringData.value.site"), "us5.datadoghq.com");
            const tags = (at(secret?.inputs, "stringData.value.tags") as string).split(",");
            for (const tag of ["service:sock-shop", "env:lab", "team:sre"]) {
                assert.ok(tags.includes(tag), tag);
            }
            assert.ok(!tags.some((tag) => tag.startsWith("incident:")));
        });
    });
});

describe("an update without a key", () => {
    for (const [name, make] of [
        [
            "Agent",
            (opts: pulumi.ComponentResourceOptions, apiKey?: string) =>
                new Agent("a", { ...place, ...agent, apiKey }, opts),
        ],
        [
            "EventKeys",
            (opts: pulumi.ComponentResourceOptions, apiKey?: string) =>
                new EventKeys("e", { ...place, namespace: "shop", tags: [], apiKey }, opts),
        ],
    ] as const) {
        it(`leaves what the cluster has of ${name}, and one with a key does not`, async () => {
            assert.deepEqual(await ignored(make), ["stringData", "data"]);
            assert.deepEqual(await ignored((opts) => make(opts, "a key")), []);
        });
    }
});

const place = { site: "us5.datadoghq.com" };
const agent = {
    clusterName: "kind-range",
    shopNamespace: "shop",
    env: "lab",
    team: "sre",
    apm: false,
    usm: false,
};

/** The fields of the component's Secret whose changes the engine passes over. */
async function ignored(
    make: (opts: pulumi.ComponentResourceOptions) => pulumi.ComponentResource,
): Promise<readonly string[]> {
    await pulumi.runtime.setMocks(mocksRecording().mocks, "project", "stack", false);
    const found: string[][] = [];
    const made = make({
        transformations: [
            ({ type, opts }) => {
                if (type === "kubernetes:core/v1:Secret") {
                    found.push(opts.ignoreChanges ?? []);
                }
                return undefined;
            },
        ],
    });
    await new Promise((resolve) => made.urn.apply(resolve));
    await pulumi.runtime.disconnect();
    return only(found);
}
