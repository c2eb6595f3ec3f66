import { equal, throws } from "node:assert/strict";

import { amountOf } from "../../../shop/quantity";

describe("a quantity", () => {
    it("is read however the API server lets it be written", () => {
        const known = { "300m": 0.3, "1.5": 1.5, "1000Mi": 1000 * 2 ** 20, "1e9": 1e9 };
        const rare = {
            "2E3": 2000,
            "1E": 1e18,
            "1Pi": 2 ** 50,
            ".5": 0.5,
            "5e-1": 0.5,
            "12e6": 12e6,
        };
        for (const [text, amount] of Object.entries({ ...known, ...rare })) {
            equal(amountOf(text), amount, text);
        }
    });

    it("is nothing else", () => {
        for (const text of ["", "m", "1 Gi", "1gi", "-1", "1e", "0x10"]) {
            throws(() => amountOf(text), /is not an amount/, text);
        }
    });
});
