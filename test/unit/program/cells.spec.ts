import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { inventoryOf } from "../../../plan/inventory";
import { kubernetesObjects, type Plan, type PlannedResource } from "../../../plan/plan";
import { cellName, cells } from "../../../pages/cells";
import { inventoryFile, pathOf } from "../../../pages/generated";
import { planOf } from "../../support/planOf";
import { at, resourcesOf } from "../../support/planAccess";
import { amountOf } from "../../../shop/quantity";

interface PlannedContainer {
    readonly name: string;
    readonly resources?: {
        readonly requests?: Readonly<Record<string, string>>;
        readonly limits?: Readonly<Record<string, string>>;
    };
}

describe("every incident under every remediation", () => {
    for (const cell of cells) {
        const name = cellName(cell);

        describe(name, () => {
            let plan: Plan;

            before(async () => {
                plan = await planOf({ ...cell });
            });

            it("deploys what the checked-in inventory says", () => {
                checkInventory(name, inventoryOf(plan));
            });

            it("registers every resource once, each in a component", () => {
                const urns = plan.resources.map(({ urn }) => urn);
                assert.equal(new Set(urns).size, urns.length);
                const orphans = plan.resources.filter(
                    ({ isComponent, parent, type }) =>
                        !isComponent && parent === undefined && !type.includes("providers"),
                );
                assert.deepEqual(orphans, []);
            });

            it("puts no unresolved output into a text", () => {
                assert.doesNotMatch(
                    JSON.stringify(plan.resources),
                    /Calling \[toString\]|Output<T>/,
                );
            });

            it("selects exactly the pods that it makes", () => {
                for (const deployment of resourcesOf(plan, "apps/v1:Deployment")) {
                    assert.deepEqual(
                        at(deployment.inputs, "spec.selector.matchLabels"),
                        at(deployment.inputs, "spec.template.metadata.labels"),
                    );
                }
            });

            it("never requests more than its limit", () => {
                for (const container of containersOf(plan)) {
                    const { requests = {}, limits = {} } = container.resources ?? {};
                    for (const [kind, limit] of Object.entries(limits)) {
                        assert.ok(
                            amountOf(requests[kind] ?? "0") <= amountOf(limit),
                            `${container.name} ${kind}`,
                        );
                    }
                }
            });

            it("leaves the replica count to an autoscaler wherever there is one", () => {
                const targets = resourcesOf(plan, ":HorizontalPodAutoscaler").map(({ inputs }) =>
                    at(inputs, "spec.scaleTargetRef.name"),
                );
                for (const deployment of resourcesOf(plan, "apps/v1:Deployment")) {
                    const autoscaled = targets.includes(at(deployment.inputs, "metadata.name"));
                    const replicas = at(deployment.inputs, "spec.replicas");
                    assert.equal(replicas === undefined, autoscaled);
                    if (autoscaled) {
                        const path = "spec.template.spec.containers.0.resources.requests.cpu";
                        assert.ok(at(deployment.inputs, path) !== undefined);
                    }
                }
            });

            it("lets every Deployment and Service win over what hands have changed", () => {
                const objects = ["apps/v1:Deployment", "core/v1:Service"].flatMap((type) =>
                    resourcesOf(plan, type),
                );
                assert.ok(objects.length >= 28);
                for (const { inputs } of objects) {
                    const annotations = at(inputs, "metadata.annotations") as Record<
                        string,
                        string
                    >;
                    assert.equal(annotations["pulumi.com/patchForce"], "true");
                }
            });

            it("puts everything it names into the shop's namespace", () => {
                const strays = kubernetesObjects(plan).filter(
                    ({ kind, metadata }) =>
                        kind !== "Namespace" && metadata.namespace !== "sock-shop",
                );
                assert.deepEqual(strays, []);
            });

            it("ends every load by itself", () => {
                for (const job of loadJobs(plan)) {
                    const deadline = at(job.inputs, "spec.activeDeadlineSeconds");
                    assert.ok(typeof deadline === "number" && deadline <= 3600 + 300);
                    assert.equal(at(job.inputs, "spec.backoffLimit"), 0);
                    assert.equal(at(job.inputs, "spec.ttlSecondsAfterFinished"), undefined);
                }
            });
        });
    }
});

function loadJobs(plan: Plan): readonly PlannedResource[] {
    return resourcesOf(plan, ":Job").filter(({ name }) => name.startsWith("load"));
}

function containersOf(plan: Plan): readonly PlannedContainer[] {
    return plan.resources.flatMap(
        ({ inputs }) =>
            (at(inputs, "spec.template.spec.containers") ?? []) as readonly PlannedContainer[],
    );
}

function checkInventory(name: string, lines: readonly string[]): void {
    const file = inventoryFile(name);
    assert.equal(
        `${lines.join("\n")}\n`,
        readFileSync(pathOf(file), "utf8"),
        `${file} differs. Where the change is wanted: npm run update-inventory`,
    );
}
