import assert from "node:assert/strict";

import { differenceText, effectTexts, spreadText, valueText } from "../../../report/figureText";
import type { FigureKind } from "../../../report/model";

const written: readonly (readonly [FigureKind, number, string])[] = [
    ["milliseconds", 0, "0 ms"],
    ["milliseconds", 6.04, "6.0 ms"],
    ["milliseconds", 87.4, "87 ms"],
    ["milliseconds", 999.6, "1.0 s"],
    ["milliseconds", 4_040, "4.0 s"],
    ["milliseconds", 134_800, "135 s"],
    ["seconds", 0, "0 s"],
    ["seconds", 59.6, "1 min"],
    ["seconds", 100, "1 min 40 s"],
    ["seconds", -30, "−30 s"],
    ["ratio", 0.876, "88 %"],
    ["ratio", 0.0042, "0.4 %"],
    ["ratio", 0.00004, "under 0.1 %"],
    ["ratio", 1, "100 %"],
    ["count", 12_476, "12,476"],
    ["count", 6.84, "6.8"],
    ["cores", 0.3, "300m"],
    ["cores", 1.25, "1.3"],
    ["bytes", 160 * 2 ** 20, "160Mi"],
    ["bytes", 2.5 * 2 ** 30, "2.5Gi"],
    ["dollars", 374.2, "$374.20"],
    ["perSecond", 24.85, "25/s"],
];

describe("figures as text", () => {
    for (const [kind, value, text] of written) {
        it(`${value} of ${kind} is ${text}`, () => {
            assert.equal(valueText(kind, value), text);
        });
    }

    it("says differences with their sign, ratios in points", () => {
        assert.equal(differenceText("ratio", -0.741), "−74 points");
        assert.equal(differenceText("count", 2.6), "+2.6");
        assert.equal(differenceText("milliseconds", 0), "0 ms");
        const effect = { estimate: -0.741, low: -0.78, high: -0.7, direction: "better" } as const;
        assert.deepEqual(effectTexts("ratio", effect), ["−74 points", "−78 to −70"]);
    });

    it("says how far the seeds lie apart where a median alone would hide it", () => {
        assert.equal(spreadText("ratio", 0.72, [0.03, 0.7, 0.72, 0.73, 0.75]), "72 % (3–75)");
        assert.equal(spreadText("ratio", 0.72, [0.71, 0.72, 0.74]), "72 %");
        assert.equal(spreadText("milliseconds", 415, [72, 415, 1_000]), "415 ms (72 ms–1 s)");
        assert.equal(spreadText("ratio", 0.5, [0.5]), "50 %");
    });
});
