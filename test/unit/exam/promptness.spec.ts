import assert from "node:assert/strict";

import { promptness } from "../../../exam/score/skillScore";

describe("Promptness", () => {
    const worth = (seconds: number): number => promptness(seconds, 120, 600);

    it("is full in time, half when it is late, and never less", () => {
        assert.deepEqual([0, 120, 600, 6000].map(worth), [1, 1, 0.5, 0.5]);
    });

    it("falls in five even steps, so that a few seconds seldom matter", () => {
        const all = new Set(Array.from({ length: 600 }, (_, seconds) => worth(seconds)));
        assert.deepEqual([...all], [1, 0.9, 0.8, 0.7, 0.6]);
        assert.deepEqual([215, 217, 290].map(worth), [1, 0.9, 0.9]);
    });
});
