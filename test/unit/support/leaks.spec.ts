import assert from "node:assert/strict";

import type { PlannedObject } from "../../../plan/plan";
import { leaksOf } from "../../support/leaks";

const metadata = { name: "load-job", namespace: "sock-shop" };
const job: PlannedObject = { apiVersion: "batch/v1", kind: "Job", metadata };
const files = (text: string): PlannedObject => ({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata,
    data: { "locustfile.py": text },
});

const given: readonly (readonly [string, PlannedObject])[] = [
    ["an object's name", { ...job, metadata: { ...metadata, name: "load-catalogue-job" } }],
    ["a label", { ...job, metadata: { ...metadata, labels: { about: "catalogue" } } }],
    ["the key of a label", { ...job, metadata: { ...metadata, labels: { catalogue: "1" } } }],
    [
        "a word of an annotation",
        { ...job, metadata: { ...metadata, annotations: { a: "run of Catalogue" } } },
    ],
    ["an argument", { ...job, spec: { args: ["--run", "catalogue"] } }],
    ["an argument's value", { ...job, spec: { args: ["--run=catalogue"] } }],
    ["a file's remark", files("# The catalogue incident")],
    ["a file's field", files('{ "scenario": "catalogue" }')],
];

const harmless: readonly (readonly [string, PlannedObject])[] = [
    [
        "the path of a request",
        files('TASK = MIX.task("GET", "/catalogue?size=5")  # of this stack'),
    ],
    [
        "the path of an API object",
        { ...job, spec: { path: "/apis/apps/v1/deployments/catalogue" } },
    ],
    ["the object that a Role is about", { ...job, rules: [{ resourceNames: ["catalogue"] }] }],
    ["an article in a file", files("An article of the catalogue.")],
    ["part of another word", { ...job, spec: { image: "catalogues" } }],
];

describe("the name of an incident that a service has, too, is given away", () => {
    for (const [where, object] of given) {
        it(`by ${where}`, () => {
            assert.equal(leaksOf([object], "catalogue", true).length, 1);
        });
    }

    for (const [where, object] of harmless) {
        it(`not by ${where}`, () => {
            assert.deepEqual(leaksOf([object], "catalogue", true), []);
        });
    }

    it("anywhere when no service has it", () => {
        assert.equal(leaksOf([files("GET /hybrid")], "hybrid", false).length, 1);
    });
});
