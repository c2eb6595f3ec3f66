import assert from "node:assert/strict";

import canonicalize from "canonicalize";
import fc from "fast-check";

import { differencesOf } from "../../../../live/snapshot/differences";
import type { Json } from "../../../../live/snapshot/json";

/** JSON with lists of named items in it, small enough for two of them to be alike at times. */
const { value: json } = fc.letrec<{ value: Json; item: Json }>((tie) => ({
    value: fc.oneof(
        { depthSize: "small" },
        fc.constantFrom<Json>(null, true, 0, 1, "", "1", "a", "b"),
        fc.dictionary(fc.constantFrom("a", "b.c", "name"), tie("value"), { maxKeys: 2 }),
        fc.array(tie("value"), { maxLength: 3 }),
        fc.array(tie("item"), { maxLength: 3 }),
    ),
    item: fc.record({ name: fc.constantFrom("a", "b", "1", 1), value: tie("value") }),
}));

function pathsOf(before: Json, after: Json): readonly string[] {
    return differencesOf(before, after).map(({ path }) => path);
}

describe("differences", () => {
    it("are there exactly when the canonical JSON differs", () => {
        fc.assert(
            fc.property(json, json, (before, after) => {
                const isSame = canonicalize(before) === canonicalize(after);
                assert.equal(differencesOf(before, after).length === 0, isSame);
            }),
            { numRuns: 2000 },
        );
    });

    it("carry the path and both values", () => {
        const limits = (memory: string): Json => ({ containers: [{ name: "front-end", memory }] });
        assert.deepEqual(differencesOf(limits("1000Mi"), limits("160Mi")), [
            { path: "containers[front-end].memory", before: "1000Mi", after: "160Mi" },
        ]);
    });

    it("address items by name, also when one is put in between", () => {
        const before = [{ name: "a" }, { name: "c" }];
        const after = [{ name: "a" }, { name: "b" }, { name: "c" }];
        assert.deepEqual(differencesOf(before, after), [
            { path: "[b]", before: undefined, after: { name: "b" } },
        ]);
        assert.deepEqual(differencesOf(after, before), [
            { path: "[b]", before: { name: "b" }, after: undefined },
        ]);
    });

    it("address items by mount path or port where they have no name", () => {
        assert.deepEqual(
            pathsOf([{ mountPath: "/tmp", name: 1 }, { mountPath: "/x" }], [{ mountPath: "/tmp" }]),
            ["[/tmp].name", "[/x]"],
        );
        assert.deepEqual(pathsOf([{ port: 80 }], [{ port: 80, nodePort: 30001 }]), [
            "[80].nodePort",
        ]);
    });

    it("address items by position where nothing tells them apart", () => {
        assert.deepEqual(pathsOf(["-port=80", "-x"], ["-port=81", "-x"]), ["[0]"]);
        const twice = (value: number): Json => [
            { name: "a", value },
            { name: "a", value: 0 },
        ];
        assert.deepEqual(pathsOf(twice(1), twice(2)), ["[0].value"]);
    });

    it("say when only the order of named items differs", () => {
        const found = differencesOf(
            { list: [{ name: "a" }, { name: "b" }] },
            {
                list: [{ name: "b" }, { name: "a" }],
            },
        );
        assert.deepEqual(found, [{ path: "list (order)", before: ["a", "b"], after: ["b", "a"] }]);
    });

    it("put names with dots and slashes into brackets", () => {
        assert.deepEqual(pathsOf({ labels: { "a.b/c": "1" } }, { labels: {} }), [
            'labels["a.b/c"]',
        ]);
    });
});
