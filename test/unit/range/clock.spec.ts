import { deepEqual, equal } from "node:assert/strict";

import { WorldClock } from "../../../range/clock";

/** A clock whose wall is set by hand, in seconds; it starts at 1000. */
function clockAt(speed: number): { clock: WorldClock; wall: { now: number }; breaks: number[] } {
    const wall = { now: 1000 };
    const clock = new WorldClock({ speed, wall: () => wall.now * 1000 });
    const breaks: number[] = [];
    clock.onBreak = ({ seconds }) => breaks.push(seconds);
    return { clock, wall, breaks };
}

describe("the range's clock", () => {
    it("goes with the wall's at speed 1, before its start too", () => {
        const { clock, wall } = clockAt(1);
        wall.now = 1010;
        equal(clock.nowSeconds(), 1010);
        equal(clock.wallSeconds(), 1010);
        for (const time of [10, 1005, 2000]) {
            equal(clock.toWall(time), time);
            equal(clock.toWorld(time), time);
        }
    });

    it("has the world go faster, and clients see all of it in their own time", () => {
        const { clock, wall } = clockAt(10);
        wall.now = 1006;
        equal(clock.wallSeconds(), 1006);
        equal(clock.nowSeconds(), 1060);
        equal(clock.toWall(1060), 1006);
        equal(clock.toWorld(1006), 1060);
        // The hour before the start is six minutes of theirs.
        equal(clock.toWall(1000 - 3600), 1000 - 360);
        equal(clock.toWorld(1000 - 360), 1000 - 3600);
    });

    it("stands still while nobody looks for long, and says for how long that was", () => {
        const { clock, wall, breaks } = clockAt(2);
        wall.now = 1010;
        equal(clock.nowSeconds(), 1020);
        wall.now = 1040;
        equal(clock.nowSeconds(), 1020, "30 s in which nothing was played");
        wall.now = 1041;
        equal(clock.nowSeconds(), 1022);
        deepEqual(breaks, [30]);
        // What was, stays when it was, and what was not lies at its end.
        equal(clock.toWall(1018), 1009);
        equal(clock.toWall(1022), 1041);
        equal(clock.toWorld(1025), 1020);
        equal(clock.toWorld(1040.5), 1021);
    });

    it("makes up for a moment in which nobody looked", () => {
        const { clock, wall, breaks } = clockAt(1);
        wall.now = 1014;
        equal(clock.nowSeconds(), 1014);
        deepEqual(breaks, []);
    });

    it("goes on when the wall's is set back, and says so", () => {
        const { clock, wall, breaks } = clockAt(1);
        wall.now = 1010;
        clock.nowSeconds();
        wall.now = 400;
        equal(clock.nowSeconds(), 1010);
        wall.now = 405;
        equal(clock.nowSeconds(), 1015);
        equal(clock.wallSeconds(), 405);
        deepEqual(breaks, [-610]);
        equal(clock.toWall(1015), 405);
        equal(clock.toWorld(405), 1015);
    });

    it("does not speak of a correction of less than a second, and never goes back for it", () => {
        const { clock, wall, breaks } = clockAt(1);
        wall.now = 1010;
        clock.nowSeconds();
        wall.now = 1009.5;
        equal(clock.nowSeconds(), 1010);
        wall.now = 1010;
        equal(clock.nowSeconds(), 1010.5);
        deepEqual(breaks, []);
    });

    it("waits for a world that has not come so far", () => {
        const { clock, wall } = clockAt(10);
        wall.now = 1006;
        clock.holdAt(1050);
        equal(clock.nowSeconds(), 1050);
        equal(clock.toWall(1040), 1004);
        equal(clock.toWall(1050), 1006);
        equal(clock.toWorld(1005.5), 1050);
        wall.now = 1007;
        equal(clock.nowSeconds(), 1060);
    });

    it("never tells of an earlier time of the world that it is later, however often it waits", () => {
        const { clock, wall } = clockAt(10);
        const told: number[] = [];
        let world = 1000;
        for (let step = 0; step < 200; step++) {
            wall.now += 0.3;
            world += 2;
            if (clock.nowSeconds() - world > 5) {
                clock.holdAt(world);
            }
            told.push(clock.toWall(world));
        }
        deepEqual(
            told,
            told.toSorted((one, other) => one - other),
        );
    });
});
