import assert from "node:assert/strict";

import { apiReader } from "../../../../live/snapshot/apiServer";
import type { Json, JsonObject } from "../../../../live/snapshot/json";
import { objectionsTo } from "../../../../live/snapshot/objections";
import { observeShop } from "../../../../live/snapshot/observe";
import { straysIn } from "../../../../live/snapshot/strays";
import { judge } from "../../../../live/snapshot/verdict";
import { StandInApi } from "../standInApi";
import { healthy, named, place, plannedShop, snapshotFor, withValue } from "../support";

const hash = "6d8f9";

function owned(kind: string, name: string): JsonObject {
    return { ownerReferences: [{ apiVersion: "apps/v1", kind, name, controller: true }] };
}

/** A healthy shop's ReplicaSets, pods and slices, as the controllers would make them. */
function underlings(shop: readonly JsonObject[]): readonly JsonObject[] {
    const names = shop
        .filter(({ kind }) => kind === "Deployment")
        .map(({ metadata }) => (metadata as { name: string }).name);
    return names.flatMap((name): JsonObject[] => [
        {
            kind: "ReplicaSet",
            metadata: { name: `${name}-${hash}`, ...owned("Deployment", name) },
            spec: { replicas: 1 },
        },
        {
            kind: "Pod",
            metadata: {
                name: `${name}-${hash}-aaaaa`,
                labels: { name, "pod-template-hash": hash },
                ...owned("ReplicaSet", `${name}-${hash}`),
            },
            spec: { containers: [{ name }] },
            status: { phase: "Running" },
        },
        slice(`${name}-x1`, name, "endpointslice-controller.k8s.io"),
    ]);
}

function slice(name: string, service: string, manager: string): JsonObject {
    return {
        kind: "EndpointSlice",
        metadata: {
            name,
            labels: {
                "kubernetes.io/service-name": service,
                "endpointslice.kubernetes.io/managed-by": manager,
            },
        },
        endpoints: [{ addresses: ["10.9.9.9"] }],
    };
}

function pod(name: string, labels: JsonObject, metadata: JsonObject = {}): JsonObject {
    return {
        kind: "Pod",
        metadata: { name, labels, ...metadata },
        spec: { containers: [{ name: "debugger" }] },
        status: { phase: "Running" },
    };
}

describe("what stands beside the shop's Deployments", () => {
    let shop: readonly JsonObject[];
    let around: readonly JsonObject[];

    const ofKind = (objects: readonly JsonObject[], wanted: string): readonly JsonObject[] =>
        objects.filter(({ kind }) => kind === wanted);
    const strays = (objects: readonly JsonObject[]): readonly string[] =>
        straysIn({
            deployments: ofKind(objects, "Deployment"),
            services: ofKind(objects, "Service"),
            pods: ofKind(objects, "Pod"),
            replicaSets: ofKind(objects, "ReplicaSet"),
            endpointSlices: ofKind(objects, "EndpointSlice"),
        }).map(({ object, what, remedy }) => `${object} ${what} | ${remedy}`);
    const frontEnd = `front-end-${hash}-aaaaa`;
    /** Its ReplicaSet has released it, and made another. */
    const relabelled = (labels: Json): JsonObject => {
        const before = named(around, "Pod", frontEnd);
        const released = withValue(before, ["metadata", "ownerReferences"], undefined);
        const renamed = withValue(released, ["metadata", "name"], `front-end-${hash}-bbbbb`);
        return withValue(renamed, ["metadata", "labels"], labels);
    };

    before(async () => {
        shop = await plannedShop();
        around = [...shop, ...underlings(shop)];
    });

    it("is nothing in a healthy shop", () => {
        assert.deepEqual(strays(around), []);
    });

    it("is a pod that was relabelled by hand, behind another Service", () => {
        const moved = relabelled({ name: "payment", "pod-template-hash": hash });
        assert.deepEqual(strays([...around, moved]), [
            `Pod front-end-${hash}-bbbbb is owned by no ReplicaSet (relabelled by hand?) and ` +
                `stands behind Service payment | pod front-end-${hash}-bbbbb`,
        ]);
    });

    it("is one behind its own Service, or behind none, with labels or without", () => {
        const labelled: readonly JsonObject[] = [
            { name: "front-end" },
            { name: "quarantined" },
            {},
        ];
        for (const labels of labelled) {
            assert.match(
                strays([...around, relabelled(labels)])[0] ?? "",
                /owned by no ReplicaSet/,
            );
        }
    });

    it("is whatever else carries a label that a Service of the shop selects", () => {
        const sleeper = {
            kind: "Deployment",
            metadata: { name: "sleeper" },
            spec: { template: { metadata: { labels: { name: "catalogue" } } } },
        };
        const set = {
            kind: "ReplicaSet",
            metadata: { name: "sleeper-1", ...owned("Deployment", "sleeper") },
        };
        const foreign = [
            pod("sleeper-1-x", { name: "catalogue" }, owned("ReplicaSet", "sleeper-1")),
            pod("thief-0", { name: "orders" }, owned("StatefulSet", "thief")),
            pod("alone", { name: "user" }),
        ];
        assert.deepEqual(strays([...around, sleeper, set, ...foreign]), [
            "Pod sleeper-1-x belongs to Deployment sleeper and stands behind Service catalogue | " +
                "deployment sleeper",
            "Pod thief-0 belongs to StatefulSet thief and stands behind Service orders | " +
                "statefulset thief",
            "Pod alone is owned by no ReplicaSet (relabelled by hand?) and stands behind Service " +
                "user | pod alone",
        ]);
    });

    it("is no pod that only happens to be there, that is over, or that is going", () => {
        const over = { ...pod("over", { name: "user" }), status: { phase: "Succeeded" } };
        const going = pod("going", { name: "user" }, { deletionTimestamp: "2025-01-31T12:00:00Z" });
        const load = pod("load-x", { job: "load" }, owned("Job", "load"));
        const curl = pod("curl", { run: "curl" });
        assert.deepEqual(strays([...around, over, going, load, curl]), []);
    });

    it("is a running pod of the shop that hands have changed: image, sizes, a debugger", () => {
        const template = (image: string, cpu: string): JsonObject => ({
            name: "front-end",
            image,
            resources: { limits: { cpu, memory: "1000Mi" }, requests: { cpu: "100m" } },
        });
        const wanted = template("front-end:1", "300m");
        const changed = (container: JsonObject, more: JsonObject = {}): readonly string[] =>
            strays(
                around.map((one) => {
                    const { name } = one.metadata as { readonly name: string };
                    if (one.kind === "ReplicaSet" && name === `front-end-${hash}`) {
                        return withValue(one, ["spec", "template"], {
                            spec: { containers: [wanted] },
                        });
                    }
                    return name === frontEnd
                        ? withValue(one, ["spec"], { containers: [container], ...more })
                        : one;
                }),
            );
        assert.deepEqual(changed(wanted), []);
        assert.deepEqual(
            changed({ ...wanted, env: [{ name: "added", value: "by admission" }] }),
            [],
        );
        assert.deepEqual(changed(template("front-end:2", "300m")), [
            `Pod ${frontEnd} runs front-end with image front-end:2 instead of front-end:1: changed ` +
                `by hand | pod ${frontEnd}`,
        ]);
        assert.match(
            changed(template("front-end:1", "900m"))[0] ?? "",
            /resources\.limits\.cpu 900m instead of 300m/,
        );
        const debugger_ = { ephemeralContainers: [{ name: "debugger-x" }] };
        assert.match(changed(wanted, debugger_)[0] ?? "", /has a debugging container debugger-x/);
    });

    it("is a ReplicaSet without a Deployment", () => {
        const orphan = {
            kind: "ReplicaSet",
            metadata: { name: "user-old" },
            spec: { replicas: 2 },
        };
        const widow = {
            kind: "ReplicaSet",
            metadata: { name: "gone-1", ...owned("Deployment", "gone") },
            spec: { replicas: 0 },
        };
        assert.deepEqual(strays([...around, orphan, widow]), [
            "ReplicaSet user-old is owned by no Deployment and asks for 2 pods | replicaset user-old",
            "ReplicaSet gone-1 is owned by no Deployment and asks for 0 pods | replicaset gone-1",
        ]);
    });

    it("is an EndpointSlice that was added to a Service by hand", () => {
        const added = [slice("mine", "payment", "me"), slice("elsewhere", "not-of-the-shop", "me")];
        assert.deepEqual(strays([...around, ...added]), [
            "EndpointSlice mine was added by hand to Service payment: 10.9.9.9 | endpointslice mine",
        ]);
    });

    it("keeps a verdict from being whole and a snapshot from being taken, with the way out", async () => {
        const api = await StandInApi.start();
        api.objects = [...around, slice("mine", "payment", "me")];
        const seen = await observeShop(apiReader(api.config), "sock-shop");
        await api.stop();
        const { problems } = judge(snapshotFor(healthy(shop)), { ...seen, pods: [] }, place);
        assert.deepEqual(
            problems.map(({ object, fix }) => [object, fix]),
            [
                [
                    "EndpointSlice mine",
                    "kubectl --context kind-sockshop -n sock-shop delete endpointslice mine",
                ],
            ],
        );
        assert.ok(objectionsTo(seen).some((one) => one.startsWith("EndpointSlice mine was added")));
    });
});
