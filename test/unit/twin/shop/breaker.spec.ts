import { equal, ok } from "node:assert/strict";

import { Breaker } from "../../../../twin/shop/breaker";

describe("a circuit breaker", () => {
    function failing(times: number): Breaker {
        const breaker = new Breaker();
        for (let time = 0; time < times; time++) {
            equal(breaker.refusal(0), undefined);
            breaker.ended(false, 0);
        }
        return breaker;
    }

    it("opens with the sixth failure in a row, for 30 s", () => {
        equal(failing(5).refusal(0), undefined);
        const open = failing(6);
        equal(open.refusal(29.9), "circuit breaker is open");
        equal(open.refusal(30), undefined);
    });

    it("counts anew after a success", () => {
        const breaker = failing(5);
        breaker.ended(true, 0);
        ok(breaker.isClosed);
        breaker.ended(false, 0);
        equal(breaker.refusal(0), undefined);
    });

    it("lets one call try, and closes or opens as that one ends", () => {
        const breaker = failing(6);
        equal(breaker.refusal(31), undefined);
        equal(breaker.refusal(31), "too many requests");
        breaker.ended(false, 32);
        equal(breaker.refusal(61), "circuit breaker is open");
        equal(breaker.refusal(62), undefined);
        breaker.ended(true, 63);
        ok(breaker.isClosed);
        equal(breaker.refusal(63), undefined);
    });
});
