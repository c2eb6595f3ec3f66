import assert from "node:assert/strict";
import { mock } from "node:test";

import { watchForAbsence } from "../../../range/awayWatch";

describe("a machine that was away", () => {
    let seconds = 1_000_000;
    let told: string[];
    let stop: () => void;
    const pass = (wallSeconds: number): void => {
        seconds += wallSeconds;
        mock.timers.tick(5_000);
    };

    beforeEach(() => {
        mock.timers.enable({ apis: ["setInterval"] });
        told = [];
        const clock = { nowSeconds: () => seconds, speed: 1 };
        stop = watchForAbsence(clock, (sentence) => told.push(sentence));
    });

    afterEach(() => {
        stop();
        mock.timers.reset();
    });

    it("is told of, with how long", () => {
        pass(5);
        pass(2 * 3600 + 3 * 60 + 5);
        pass(5);
        assert.deepEqual(told, ["This machine was away for 2 h 3 min; the range goes on."]);
    });

    it("is not one that is only busy", () => {
        pass(12);
        pass(5);
        assert.deepEqual(told, []);
    });

    it("is told from one whose clock was set back", () => {
        pass(-600);
        assert.deepEqual(told, ["The clock went back by 10 min; the range goes on."]);
    });
});
