import * as assert from "node:assert/strict";

import { badMinutes } from "../../../exam/score/badMinutes";
import type { Course } from "../../../verdict/course";

/** Every five seconds ten requests, from the first user to a moment after the last whole minute. */
const course = (failsAt: (seconds: number) => boolean): Course => {
    let failures = 0;
    return Array.from({ length: 62 }, (_, index) => {
        const seconds = index * 5;
        failures += failsAt(seconds) ? 10 : 0;
        const orders = { orders: 0, failedOrders: 0, unshippedOrders: null };
        const counts = { ...orders, restarts: 0, percentiles: null };
        return { seconds, requests: Math.min(index, 60) * 10, failures, ...counts };
    });
};

describe("Bad minutes of a simulated run", () => {
    it("are none where all are served, whatever is before the first user and after the last", () => {
        assert.equal(badMinutes(course(() => false)), 0);
    });

    it("are those in which more than one request in twenty fails", () => {
        assert.equal(badMinutes(course((seconds) => seconds > 60 && seconds <= 180)), 2);
    });
});
