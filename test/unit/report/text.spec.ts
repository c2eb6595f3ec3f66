import assert from "node:assert/strict";

import { textOf } from "../../../report/text";
import { model } from "./fixture";

const longest = (text: string): number => Math.max(...text.split("\n").map(({ length }) => length));

describe("the summary for a terminal", () => {
    for (const width of [50, 60, 80, 120]) {
        it(`fits ${width} columns and keeps the arms and the verdicts`, () => {
            const text = textOf(model, { width, hasColour: false });
            assert.ok(longest(text) <= width, `${longest(text)} columns wide`);
            assert.match(text, /hpa \+ limits +.*31 %/);
            assert.match(text, /replicas +.*cures/);
        });
    }

    it("says how many users a load took that finds their number", () => {
        const load = { users: 500, held: [230, 260], spawnRate: 10, durationSeconds: 480 } as const;
        const said = textOf({ ...model, load }, { width: 120, hasColour: false }).replace(
            /\s+/g,
            " ",
        );
        assert.match(
            said,
            /as many users as keep the shop slow, 230 to 260 of at most 500, for 8 min/,
        );
    });

    it("shows more figures where there is room", () => {
        assert.match(textOf(model, { width: 120, hasColour: false }), /scales/);
        assert.doesNotMatch(textOf(model, { width: 60, hasColour: false }), /scales/);
    });

    it("has colours only when asked", () => {
        assert.ok(!textOf(model, { width: 80, hasColour: false }).includes("\u001b"));
        assert.ok(textOf(model, { width: 80, hasColour: true }).includes("\u001b["));
    });

    it("is as wide with colours as without", () => {
        const plain = textOf(model, { width: 80, hasColour: true }).replace(/\u001b\[\d+m/g, "");
        assert.equal(plain, textOf(model, { width: 80, hasColour: false }));
    });

    it("says that it is simulated, in words and in the table", () => {
        const text = textOf(model, { width: 80, hasColour: false });
        assert.match(text, /SIMULATED, not measured/);
        assert.match(text, /^simulated /m);
        assert.match(text.replace(/\s+/g, " "), /host speed published, .*seeds 1 to 5/);
    });

    it("says which monitor tells first, and how late", () => {
        const text = textOf(model, { width: 100, hasColour: false }).replace(/\s+/g, " ");
        assert.match(text, /monitor “Front-end restarts” would have told you first, 52 s after/);
    });

    it("names a fix that was not tried when none that was helps", () => {
        const arms = model.arms.filter(({ id }) => id === "none" || id === "limits");
        const fixes = [
            { action: "Do the usual", why: "it may help", remediation: "limits" },
            { action: "Do the right thing", why: "it helps" },
        ];
        const style = { width: 80, hasColour: false };
        const text = textOf({ ...model, arms, fixes }, style);
        assert.match(text, /Not tried here: do the right thing; it helps/);
        assert.doesNotMatch(text, /do the usual/);
        assert.doesNotMatch(textOf({ ...model, fixes }, style), /Not tried here/);
    });

    it("says so when a run was not the incident", () => {
        const [row] = model.contract;
        assert.ok(row);
        const none = { value: "2", metSeeds: 1, seeds: 5 };
        const contract = [{ ...row, cells: { ...row.cells, none } }];
        const text = textOf({ ...model, contract }, { width: 80, hasColour: false });
        assert.match(text.replace(/\s+/g, " "), /not quite hybrid; .* right in 1 of 5 seeds/);
    });
});
