import assert from "node:assert/strict";

import fc from "fast-check";

import { differencesOf } from "../../../../live/snapshot/differences";
import { hashOf } from "../../../../live/snapshot/hash";
import { isList, isObject, type Json, type JsonObject } from "../../../../live/snapshot/json";
import { normalise } from "../../../../live/snapshot/normalise";
import { named, plannedShop, withChange, withValue } from "../support";

const frontEndContainer = ["spec", "template", "spec", "containers", 0] as const;

/** What must change the hash: kind, name, path, the new value, and the path that is reported. */
const matters: readonly (readonly [
    string,
    string,
    readonly (string | number)[],
    Json | undefined,
    string,
])[] = [
    [
        "Deployment",
        "front-end",
        [...frontEndContainer, "resources", "limits", "memory"],
        "160Mi",
        "spec.template.spec.containers[front-end].resources.limits.memory",
    ],
    [
        "Deployment",
        "front-end",
        [...frontEndContainer, "resources", "requests", "cpu"],
        "1m",
        "spec.template.spec.containers[front-end].resources.requests.cpu",
    ],
    [
        "Deployment",
        "front-end",
        [...frontEndContainer, "env", 0, "value"],
        "false",
        "spec.template.spec.containers[front-end].env[SESSION_REDIS].value",
    ],
    [
        "Deployment",
        "front-end",
        [...frontEndContainer, "livenessProbe", "initialDelaySeconds"],
        300,
        "spec.template.spec.containers[front-end].livenessProbe.initialDelaySeconds",
    ],
    [
        "Deployment",
        "front-end",
        [...frontEndContainer, "readinessProbe"],
        undefined,
        "spec.template.spec.containers[front-end].readinessProbe",
    ],
    [
        "Deployment",
        "front-end",
        [...frontEndContainer, "ports", 0, "containerPort"],
        80,
        "spec.template.spec.containers[front-end].ports[80]",
    ],
    [
        "Deployment",
        "front-end",
        [...frontEndContainer, "image"],
        "nginx",
        "spec.template.spec.containers[front-end].image",
    ],
    ["Deployment", "payment", ["spec", "replicas"], 0, "spec.replicas"],
    [
        "Deployment",
        "catalogue",
        [...frontEndContainer, "args", 0],
        "-port=81",
        "spec.template.spec.containers[catalogue].args[0]",
    ],
    [
        "Deployment",
        "carts",
        ["spec", "selector", "matchLabels", "name"],
        "cart",
        "spec.selector.matchLabels.name",
    ],
    [
        "Deployment",
        "carts",
        ["spec", "template", "metadata", "labels", "name"],
        "cart",
        "spec.template.metadata.labels.name",
    ],
    [
        "Deployment",
        "carts",
        ["metadata", "annotations", "sock-shop-incidents/replicas"],
        "3",
        'metadata.annotations["sock-shop-incidents/replicas"]',
    ],
    ["Service", "front-end", ["spec", "ports", 0, "nodePort"], 30002, "spec.ports[80].nodePort"],
    ["Service", "payment", ["spec", "selector", "name"], "nobody", "spec.selector.name"],
    ["Service", "payment", ["spec", "clusterIP"], "None", "spec.clusterIP"],
    ["Service", "payment", ["spec", "type"], "ExternalName", "spec.type"],
];

/** What the API server, the engine and kubectl add, or change on their own. */
const noises: readonly (readonly [string, string, readonly string[], Json])[] = [
    ["Deployment", "front-end", ["status"], { replicas: 7 }],
    ["Deployment", "front-end", ["metadata", "uid"], "0b1c"],
    ["Deployment", "front-end", ["metadata", "resourceVersion"], "4711"],
    ["Deployment", "front-end", ["metadata", "generation"], 12],
    ["Deployment", "front-end", ["metadata", "creationTimestamp"], "2025-01-31T12:00:00Z"],
    ["Deployment", "front-end", ["metadata", "managedFields"], [{ manager: "kubectl" }]],
    ["Deployment", "front-end", note("deployment.kubernetes.io/revision"), "3"],
    ["Deployment", "front-end", note("kubectl.kubernetes.io/last-applied-configuration"), "{}"],
    ["Deployment", "front-end", note("kubernetes.io/change-cause"), "by hand"],
    ["Deployment", "front-end", note("pulumi.com/patchForce"), "false"],
    ["Deployment", "front-end", note("sock-shop-incidents/run"), "again"],
    [
        "Deployment",
        "front-end",
        ["spec", "template", "metadata", "annotations"],
        { "kubectl.kubernetes.io/restartedAt": "2025-01-31T12:00:00Z" },
    ],
    ["Deployment", "front-end", ["spec", "template", "metadata", "creationTimestamp"], null],
    ["Service", "front-end", ["spec", "clusterIP"], "10.96.1.1"],
    ["Service", "front-end", ["spec", "clusterIPs"], ["10.96.1.1"]],
    ["Service", "catalogue-db", ["metadata", "annotations"], {}],
];

const knownHash = "sha256:f2ca273528ba7708be5cc9abe9306bd9c67704be2aa4b0c19760e837f3ebfe29";

function note(key: string): readonly string[] {
    return ["metadata", "annotations", key];
}

/** Every value that is no list and no object, by its path. */
function leavesOf(value: Json, path: readonly (string | number)[] = []): (string | number)[][] {
    if (isList(value)) {
        return value.flatMap((item, index) => leavesOf(item, [...path, index]));
    }
    return isObject(value)
        ? Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, key]))
        : [[...path]];
}

/** The namespace is where the shop is, not what it is. */
function isNoise(path: readonly (string | number)[]): boolean {
    return path.includes("namespace") || String(path.at(-1)).startsWith("pulumi.com/");
}

function reversed(value: Json): Json {
    if (isList(value)) {
        return value.map(reversed);
    }
    return isObject(value)
        ? Object.fromEntries(
              Object.entries(value)
                  .reverse()
                  .map(([key, inner]) => [key, reversed(inner)]),
          )
        : value;
}

describe("the hash of a shop", () => {
    let shop: readonly JsonObject[];
    let hash: string;

    before(async () => {
        shop = await plannedShop();
        hash = hashOf(normalise(shop));
    });

    it("is over 14 Deployments and 14 Services", () => {
        assert.equal(normalise(shop).length, 28);
        assert.match(hash, /^sha256:[0-9a-f]{64}$/);
    });

    it("is known for a known object", () => {
        // echo -n '[{"apiVersion":"v1","kind":"Service","metadata":{"name":"a"},"spec":{}}]' |
        // sha256sum
        const object = { apiVersion: "v1", kind: "Service", metadata: { name: "a" } };
        assert.equal(hashOf(normalise([object])), knownHash);
    });

    for (const [kind, name, path, value, reported] of matters) {
        it(`changes with ${kind} ${name} ${reported}, which is named`, () => {
            const changed = withChange(shop, kind, name, path, value);
            assert.notEqual(hashOf(normalise(changed)), hash);
            const found = differencesOf(
                normalise([named(shop, kind, name)])[0],
                normalise([named(changed, kind, name)])[0],
            );
            assert.ok(found.map((difference) => difference.path).includes(reported));
        });
    }

    it("takes no field's name for something of its own", () => {
        const object = (items: Json): JsonObject => ({
            spec: { toString: items, constructor: [] },
        });
        const [one, other] = [object(["b", "a"]), object(["a", "b"])];
        assert.notEqual(hashOf(normalise([one])), hashOf(normalise([other])));
    });

    it("changes with any value whatsoever of any object", () => {
        const leaves = shop.flatMap((object, index) =>
            leavesOf(object)
                .filter((path) => !isNoise(path))
                .map((path) => [index, ...path]),
        );
        assert.ok(leaves.length > 500);
        fc.assert(
            fc.property(fc.constantFrom(...leaves), fc.jsonValue(), ([index, ...path], value) => {
                const object = shop[Number(index)] ?? {};
                const changed = withValue(object, path, value as Json);
                fc.pre(JSON.stringify(changed) !== JSON.stringify(object));
                return hashOf(normalise([changed])) !== hashOf(normalise([object]));
            }),
            { numRuns: 2000 },
        );
    });

    for (const [kind, name, path, value] of noises) {
        it(`stays with ${kind} ${name} ${path.join(" ")}`, () => {
            const noisy = withChange(shop, kind, name, path, value);
            assert.equal(hashOf(normalise(noisy)), hash);
        });
    }

    it("stays whatever the order of objects and of fields", () => {
        const shuffled = reversed(shop.toReversed().map((object) => withoutLists(object)));
        const straight = shop.map((object) => withoutLists(object));
        assert.equal(
            hashOf(normalise(shuffled as JsonObject[])),
            hashOf(normalise(straight as JsonObject[])),
        );
    });

    it("stays whatever the order of lists that Kubernetes merges by a key", () => {
        for (const list of ["containers", "volumes"]) {
            assertOrderFree("rabbitmq", ["spec", "template", "spec", list]);
        }
        assertOrderFree("rabbitmq", [...frontEndContainer, "ports"]);
        assertOrderFree("catalogue-db", [...frontEndContainer, "env"]);
        const arguments_ = [...frontEndContainer, "args"];
        const other = withChange(shop, "Deployment", "catalogue", arguments_, ["b", "a"]);
        const same = withChange(shop, "Deployment", "catalogue", arguments_, ["a", "b"]);
        assert.notEqual(hashOf(normalise(other)), hashOf(normalise(same)));
    });

    function assertOrderFree(name: string, path: readonly (string | number)[]): void {
        const object = named(shop, "Deployment", name);
        const list = path.reduce<Json | undefined>(
            (inner, key) => (inner as Record<string | number, Json> | undefined)?.[key],
            object,
        );
        const turned = isList(list) ? list.toReversed() : undefined;
        const changed = withChange(shop, "Deployment", name, path, turned);
        assert.equal(hashOf(normalise(changed)), hash, path.join("."));
    }
});

function withoutLists(object: Json): Json {
    if (isList(object)) {
        return object.slice(0, 1).map(withoutLists);
    }
    return isObject(object)
        ? Object.fromEntries(
              Object.entries(object).map(([key, inner]) => [key, withoutLists(inner)]),
          )
        : object;
}

describe("a normalised shop", () => {
    it("leaves the replicas to an autoscaler of the stack's own, not to anybody else's", async () => {
        const autoscaled = await plannedShop({ remediation: "hpa" });
        const counted = withChange(autoscaled, "Deployment", "front-end", ["spec", "replicas"], 4);
        assert.equal(hashOf(normalise(counted)), hashOf(normalise(autoscaled)));

        const labels = ["metadata", "labels"];
        const hpa = ["HorizontalPodAutoscaler", "front-end-hpa"] as const;
        const foreign = withChange(autoscaled, ...hpa, labels, {});
        const foreignCounted = withChange(counted, ...hpa, labels, {});
        assert.notEqual(hashOf(normalise(foreignCounted)), hashOf(normalise(foreign)));
    });

    it("does not contain what is being deleted", async () => {
        const shop = await plannedShop();
        const path = ["metadata", "deletionTimestamp"];
        const going = withChange(shop, "Service", "payment", path, "2025-01-31T12:00:00Z");
        assert.equal(normalise(going).length, 27);
    });
});
