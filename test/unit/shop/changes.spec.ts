import assert from "node:assert/strict";

import { withChanges } from "../../../shop/changes";
import { withOverrides } from "../../../shop/overrides";
import { services } from "../../../shop/services";
import { deltaOf } from "../../../plan/delta";
import { titleOf } from "../../../plan/inventory";
import { planOf } from "../../support/planOf";
import { at, resourceNamed } from "../../support/planAccess";

/** incident, remediation, more settings -> replicas, requests and limits of the front-end. */
const merged: readonly (readonly [string, string, Record<string, string>, string])[] = [
    ["none", "none", {}, "1 100m/300Mi 300m/1000Mi"],
    ["none", "limits", {}, "1 100m/300Mi 400m/1300Mi"],
    ["none", "replicas", {}, "3 100m/300Mi 300m/1000Mi"],
    ["none", "replicas", { frontEndReplicas: "5" }, "5 100m/300Mi 300m/1000Mi"],
    ["none", "limits,replicas", {}, "3 100m/300Mi 400m/1300Mi"],
    ["none", "hpa", {}, "- 100m/300Mi 300m/1000Mi"],
    ["crash", "none", {}, "1 100m/144Mi 300m/144Mi"],
    ["crash", "none", { memoryFault: "200Mi" }, "1 100m/200Mi 300m/200Mi"],
    ["crash", "none", { memoryFault: "off" }, "1 100m/300Mi 300m/1000Mi"],
    ["crash", "limits", {}, "1 100m/144Mi 400m/1300Mi"],
    ["crash", "hpa", {}, "- 100m/144Mi 300m/144Mi"],
    ["hybrid", "hpa,limits", {}, "- 100m/300Mi 400m/1300Mi"],
    ["hybrid", "replicas,restart", { frontEndReplicas: "4" }, "4 100m/300Mi 300m/1000Mi"],
    ["crash", "restore", {}, "1 100m/300Mi 300m/1000Mi"],
    ["crash", "limits,restore", {}, "1 100m/300Mi 400m/1300Mi"],
    ["payment", "replicas", {}, "3 100m/300Mi 300m/1000Mi"],
];

describe("faults and remediations together", () => {
    for (const [incident, remediation, more, expected] of merged) {
        const title = `${incident} + ${remediation} ${JSON.stringify(more)}`;
        it(`${title}: the front-end is ${expected}`, async () => {
            const plan = await planOf({ incident, remediation, ...more });
            const { inputs } = resourceNamed(plan, "sock-shop-front-end-deployment");
            const amount = (path: string): string =>
                String(at(inputs, `spec.template.spec.containers.0.resources.${path}`));
            const text = [
                JSON.stringify(at(inputs, "spec.replicas") ?? "-").replaceAll(`"`, ""),
                `${amount("requests.cpu")}/${amount("requests.memory")}`,
                `${amount("limits.cpu")}/${amount("limits.memory")}`,
            ].join(" ");
            assert.equal(text, expected);
        });
    }

    it("leave the table of services itself untouched", () => {
        const before = JSON.stringify(services);
        withChanges(services, [{ kind: "memory", service: "front-end", memory: "1Mi" }]);
        assert.equal(JSON.stringify(services), before);
    });

    it("give an image another tag, whatever pins it and wherever it comes from", () => {
        for (const [image, expected] of [
            ["quay.io/powercloud/catalogue:0.3.5", "quay.io/powercloud/catalogue:9"],
            ["localhost:5000/catalogue", "localhost:5000/catalogue:9"],
            ["localhost:5000/catalogue@sha256:0a1b", "localhost:5000/catalogue:9"],
            ["catalogue:0.3.5@sha256:0a1b", "catalogue:9"],
        ] as const) {
            const shop = withOverrides(services, { catalogue: { image } });
            const { spec } = withChanges(shop, [{ kind: "image", service: "catalogue", tag: "9" }]);
            assert.equal(spec.catalogue.containers[0]?.image, expected);
        }
    });

    it("cannot silence probes whose patience recovery would not bring back", () => {
        const silenced = { kind: "probes", service: "catalogue", failureThreshold: 9 } as const;
        assert.throws(
            () => withChanges(services, [{ ...silenced, probes: ["readiness"] }]),
            /catalogue has no readiness probe with a/,
        );
    });

    it("leave the probes silenced under a fix of the limits", async () => {
        const patience = async (settings: Record<string, string>): Promise<readonly unknown[]> => {
            const { inputs } = resourceNamed(
                await planOf(settings),
                "sock-shop-front-end-deployment",
            );
            return ["livenessProbe", "readinessProbe"].map((probe) =>
                at(inputs, `spec.template.spec.containers.0.${probe}.failureThreshold`),
            );
        };
        assert.deepEqual(await patience({}), [3, 3]);
        assert.deepEqual(await patience({ incident: "crash" }), [40, 40]);
        assert.deepEqual(await patience({ incident: "crash", remediation: "limits" }), [40, 40]);
        assert.deepEqual(await patience({ incident: "crash", memoryFault: "off" }), [3, 3]);
        assert.deepEqual(await patience({ remediation: "probes" }), [10, 3]);
        assert.deepEqual(await patience({ incident: "crash", remediation: "restore" }), [3, 3]);
    });

    it("replace the pods of the front-end alone when it is restarted, and nothing else of it", async () => {
        const healthy = await planOf({});
        const { added, changed, removed } = deltaOf(
            healthy,
            await planOf({ remediation: "restart" }),
        );
        assert.deepEqual([added, removed], [[], []]);
        assert.deepEqual(
            changed.map(({ resource, changes }) => [
                titleOf(resource),
                ...changes.map(({ path, after }) => `${path} ${JSON.stringify(after)}`),
            ]),
            [
                [
                    "Deployment front-end",
                    'spec.template.metadata.annotations {"sock-shop-incidents/restarted":"once"}',
                ],
            ],
        );
    });

    it("cannot resize what has no size", () => {
        const { "carts-db": database } = services;
        const containers = database.containers.map((one) => ({ ...one, resources: undefined }));
        const shop = { ...services, "carts-db": { ...database, containers } };
        assert.throws(
            () => withChanges(shop, [{ kind: "memory", service: "carts-db", memory: "1Mi" }]),
            /carts-db has no resources/,
        );
    });
});
