import assert from "node:assert/strict";

import { MinuteHand } from "../../../../../range/account/live/minutes";
import { Desk } from "../desk";

/** A desk with one monitor, whose evaluations are recorded. */
function watched(): { desk: Desk; hand: MinuteHand; evaluated: number[] } {
    const desk = new Desk();
    desk.now = 3600;
    const evaluated: number[] = [];
    const { live } = desk;
    const evaluate = live.evaluate.bind(live);
    live.evaluate = (time) => {
        evaluated.push(time / 60);
        return evaluate(time);
    };
    return { desk, hand: new MinuteHand(desk.account, live), evaluated };
}

function point(desk: Desk, time: number): void {
    const tags = {};
    desk.store.add({
        series: [{ metric: "m", tags, intervalSeconds: 15, times: [time], values: [1] }],
    });
}

describe("the monitors' minutes", () => {
    it("are evaluated when their points are there, or should have been", () => {
        const { desk, hand, evaluated } = watched();
        desk.now = 3662;
        hand.look();
        assert.deepEqual(evaluated, [], "the last points are on their way");
        point(desk, 3660);
        hand.look();
        hand.look();
        assert.deepEqual(evaluated, [61]);
        desk.now = 3739;
        hand.look();
        assert.deepEqual(evaluated, [61]);
        desk.now = 3740;
        hand.look();
        assert.deepEqual(evaluated, [61, 62], "nothing came for 20 s");
    });

    it("are made up for when they were missed, but no more than ten of them", () => {
        const { desk, hand, evaluated } = watched();
        desk.now = 3600 + 180;
        point(desk, desk.now);
        hand.look();
        assert.deepEqual(evaluated, [61, 62, 63]);
        desk.now = 3600 + 86_400;
        point(desk, desk.now);
        hand.look();
        assert.equal(evaluated.length, 13);
        assert.equal(evaluated.at(-1), 60 + 1440);
    });

    it("are not evaluated twice when the clock is put back", () => {
        const { desk, hand, evaluated } = watched();
        desk.now = 3660;
        point(desk, 3660);
        hand.look();
        desk.now = 3500;
        hand.look();
        desk.now = 3661;
        hand.look();
        assert.deepEqual(evaluated, [61]);
    });
});
