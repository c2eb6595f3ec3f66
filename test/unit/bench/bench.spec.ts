import assert from "node:assert/strict";

import { exponentOf } from "../../../bench/growth.section";
import { countedText } from "../../../bench/monitors.section";
import { runSections } from "../../../bench/section";

describe("what the benchmark says", () => {
    it("is how many monitors the stack has, and how many of them were evaluated twice", () => {
        assert.equal(countedText(23, 2), "23 monitors of the stack, 2 of them twice,");
        assert.equal(countedText(25, 0), "25 monitors of the stack");
    });

    it("is the power of the users that the cost of all requests together grows with", () => {
        const close = (one: number, other: number): void => {
            assert.ok(Math.abs(one - other) < 1e-9, `${one} is not ${other}`);
        };
        close(
            exponentOf([
                [1000, 2],
                [100_000, 2],
            ]),
            1,
        );
        close(
            exponentOf([
                [1000, 2],
                [10_000, 9],
                [100_000, 20],
            ]),
            1.5,
        );
    });

    it("comes of every section, and what one of them failed at is said at the end", async () => {
        const lines: string[] = [];
        const failing = { title: "Slow", run: () => Promise.reject(new Error("too slow")) };
        const good = {
            title: "Good",
            run: (say: (line: string) => void) => {
                say("measured");
                return Promise.resolve();
            },
        };
        const sections = [["slow", failing] as const, ["good", good] as const];
        const ran = runSections(sections, (line) => lines.push(line));
        await assert.rejects(ran, { message: "Not kept:\n  slow: too slow" });
        assert.deepEqual(lines.filter(Boolean), [
            "Slow",
            "  FAILED slow: too slow",
            "Good",
            "measured",
        ]);
    });
});
