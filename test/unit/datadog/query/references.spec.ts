import assert from "node:assert/strict";

import { referencesOf, withAccountIds } from "../../../../datadog/query/references";

const numbers: Readonly<Record<string, string>> = { "a-b": "11", c: "22", speed: "0f3c" };
const idOf = (id: string): string => numbers[id] ?? "missing";

describe("what a query refers to", () => {
    it("are the monitors of a composite, each once", () => {
        const query = "a-b && !(c || a-b)";
        assert.deepEqual(referencesOf(query), { monitors: ["a-b", "c"], slos: [] });
        assert.equal(withAccountIds(query, idOf), "11 && !(22 || 11)");
    });

    it("is the SLO of a burn rate", () => {
        const query = 'burn_rate("speed").over("7d").long_window("1h").short_window("5m") > 16.8';
        assert.deepEqual(referencesOf(query), { monitors: [], slos: ["speed"] });
        assert.equal(withAccountIds(query, idOf), query.replace("speed", "0f3c"));
    });

    it("is nothing otherwise, and the query stays as it is", () => {
        const query = "max(last_5m):max:m{a:b,c:d}  > 1";
        assert.deepEqual(referencesOf(query), { monitors: [], slos: [] });
        assert.equal(withAccountIds(query, idOf), query);
    });
});
