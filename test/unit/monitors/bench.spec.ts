import assert from "node:assert/strict";

import { exponentText } from "../../bench/growth.section";
import { countedText } from "../../bench/monitors.section";

describe("what the benchmark says", () => {
    it("is how many monitors the stack has, and how many of them were evaluated twice", () => {
        assert.equal(countedText(23, 2), "23 monitors of the stack, 2 of them twice,");
        assert.equal(countedText(25, 0), "25 monitors of the stack");
    });

    it("is which of two exponents the promise is about", () => {
        assert.match(
            exponentText(1.084, 1.2),
            /^exponent 1\.08, fitted over 100 to 100,000 users: at most 1\.15 is promised of this/,
        );
        assert.match(exponentText(1.084, 1.2), /from 1,000 users .* 1\.20, without a promise$/);
    });
});
