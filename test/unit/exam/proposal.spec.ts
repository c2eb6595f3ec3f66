import * as assert from "node:assert/strict";

import { merged, UselessProposal, withPatches } from "../../../exam/score/proposal";
import type { ProposedPatch } from "../../../exam/answers/schema";
import type { Plan } from "../../../plan/plan";
import type { ServiceChange } from "../../../shop/changes";
import { scenarios } from "../../../scenarios/registry";
import { planOf } from "../../support/planOf";

interface Inputs {
    readonly metadata: { readonly name: string };
    readonly spec: {
        readonly replicas?: number;
        readonly template: {
            readonly spec: {
                readonly containers: readonly {
                    readonly image: string;
                    readonly resources: { readonly limits: Readonly<Record<string, string>> };
                    readonly livenessProbe: Readonly<Record<string, unknown>>;
                }[];
            };
        };
    };
}

function specOf(plan: Plan, name: string): Inputs["spec"] {
    const found = plan.resources
        .filter(({ type }) => type === "kubernetes:apps/v1:Deployment")
        .map(({ inputs }) => inputs as unknown as Inputs)
        .find(({ metadata }) => metadata.name === name);
    assert.ok(found, name);
    return found.spec;
}

const containerOf = (plan: Plan, name: string) => {
    const [first] = specOf(plan, name).template.spec.containers;
    assert.ok(first);
    return first;
};

const patchOf = (name: string, spec: object): ProposedPatch => ({
    ...{ kind: "Deployment", name },
    spec: { ...spec },
});

const withContainer = (name: string, container: object): object => ({
    template: { spec: { containers: [{ name, ...container }] } },
});

async function changed(
    incident: string,
    patches: readonly ProposedPatch[],
    faults: readonly ServiceChange[] = scenarios[incident]?.faults ?? [],
): Promise<{ readonly healthy: Plan; readonly incident: Plan }> {
    const plans = { healthy: await planOf(), incident: await planOf({ incident }) };
    return withPatches(plans, patches, faults);
}

describe("A proposed change", () => {
    it("is in the shop before the incident and in it", async () => {
        const plans = await changed("hybrid", [patchOf("front-end", { replicas: 3 })]);
        for (const plan of Object.values(plans)) {
            assert.equal(specOf(plan, "front-end").replicas, 3);
            assert.equal(specOf(plan, "catalogue").replicas, 1);
        }
    });

    it("keeps what it does not name: a limit is changed, image and probes are not", async () => {
        const resources = { limits: { cpu: "1" } };
        const { incident } = await changed("hybrid", [
            patchOf("front-end", withContainer("front-end", { resources })),
        ]);
        const own = containerOf(await planOf(), "front-end");
        const found = containerOf(incident, "front-end");
        assert.equal(found.resources.limits.cpu, "1");
        assert.equal(found.resources.limits.memory, own.resources.limits.memory);
        assert.equal(found.image, own.image);
        assert.deepEqual(found.livenessProbe, own.livenessProbe);
    });

    it("stays as proposed where the incident would have set a size wrong", async () => {
        const resources = { limits: { memory: "2000Mi" } };
        const plans = await changed("crash", [
            patchOf("front-end", withContainer("front-end", { resources })),
        ]);
        assert.equal(containerOf(plans.incident, "front-end").resources.limits.memory, "2000Mi");
    });

    it("is undone by whoever sets a count: proposing one keeps nobody from it", async () => {
        const plans = await changed("payment", [patchOf("payment", { replicas: 2 })]);
        assert.equal(specOf(plans.healthy, "payment").replicas, 2);
        assert.equal(specOf(plans.incident, "payment").replicas, 0);
    });

    it("is undone by whoever releases an image", async () => {
        const image = "weaveworksdemos/catalogue:mine";
        const fault: ServiceChange = { kind: "image", service: "catalogue", tag: "broken" };
        const { healthy, incident } = await changed(
            "hybrid",
            [patchOf("catalogue", withContainer("catalogue", { image }))],
            [fault],
        );
        assert.equal(containerOf(healthy, "catalogue").image, image);
        assert.notEqual(containerOf(incident, "catalogue").image, image);
    });

    it("is none where the healthy shop has it already, or has no such object", async () => {
        const had = specOf(await planOf(), "front-end").replicas;
        for (const [patch, why] of [
            [patchOf("front-end", { replicas: had }), /changes nothing/],
            [patchOf("frontend", { replicas: 3 }), /there is no Deployment "frontend"/],
        ] as const) {
            await assert.rejects(changed("hybrid", [patch]), (error: unknown) => {
                assert.ok(error instanceof UselessProposal);
                assert.match(error.message, why);
                return true;
            });
        }
    });

    it("is none that the simulation cannot play, which says why", async () => {
        const resources = { limits: { cpu: "plenty" } };
        const sidecar = { name: "sidecar", image: "nginx:1.27" };
        for (const [container, why] of [
            [{ name: "front-end", resources }, /"plenty" is not an amount of CPU or memory/],
            [{ name: "front-end", image: null }, /cannot read Deployment front-end/],
            [sidecar, /does not know what a container "sidecar" takes/],
        ] as const) {
            const patch = patchOf("front-end", withContainer(container.name, container));
            await assert.rejects(changed("hybrid", [patch]), (error: unknown) => {
                assert.ok(error instanceof UselessProposal);
                assert.match(error.message, why);
                return true;
            });
        }
    });
});

describe("A proposed autoscaler", () => {
    const target = { type: "Utilization", averageUtilization: 70 };
    const spec = {
        scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "front-end" },
        maxReplicas: 5,
        metrics: [{ type: "Resource", resource: { name: "cpu", target } }],
    };
    const autoscaler = (of: object): ProposedPatch => ({
        ...{ kind: "HorizontalPodAutoscaler", name: "mine" },
        spec: { ...of },
    });

    it("is made, and owns the count of its target", async () => {
        const plans = await changed("hybrid", [autoscaler(spec)]);
        for (const plan of Object.values(plans)) {
            assert.equal(specOf(plan, "front-end").replicas, undefined);
            const made = plan.resources.filter(
                ({ type }) => type === "kubernetes:autoscaling/v2:HorizontalPodAutoscaler",
            );
            assert.deepEqual(
                made.map(({ inputs }) => inputs.spec),
                [spec],
            );
            assert.equal(new Set(plan.resources.map(({ urn }) => urn)).size, plan.resources.length);
        }
    });

    it("is none without a target in the shop, a maximum and metrics", async () => {
        const elsewhere = { ...spec, scaleTargetRef: { name: "nobody" } };
        for (const wrong of [elsewhere, { ...spec, maxReplicas: 0 }, { ...spec, metrics: [] }]) {
            await assert.rejects(changed("hybrid", [autoscaler(wrong)]), /needs scaleTargetRef/);
        }
    });
});

describe("A merge", () => {
    it("takes away what is null, and merges lists of named things by name", () => {
        const before = { a: 1, b: { c: 2, d: 3 }, list: [{ name: "one", x: 1 }, { name: "two" }] };
        const patch = { a: null, b: { c: 4 }, list: [{ name: "one", y: 2 }, { name: "three" }] };
        assert.deepEqual(merged(before, patch), {
            b: { c: 4, d: 3 },
            list: [{ name: "one", x: 1, y: 2 }, { name: "two" }, { name: "three" }],
        });
    });

    it("replaces other lists as a whole", () => {
        assert.deepEqual(merged({ args: ["a", "b"] }, { args: ["c"] }), { args: ["c"] });
    });
});
