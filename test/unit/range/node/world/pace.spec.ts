import { deepEqual, equal, match, ok } from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";

import { WorldClock } from "../../../../../range/clock";
import { Pace, type Paced } from "../../../../../range/node/world/pace";
import { SpeedWatch } from "../../../../../range/node/world/speedWatch";

/** A world that does nothing, with the steps that it has taken. */
class Idle implements Paced {
    readonly steps: number[] = [];
    isWaiting = false;

    constructor(public time: number) {}

    advance(time: number): void {
        this.steps.push(time - this.time);
        this.time = time;
    }

    arrived(): void {
        // Nobody waits for it.
    }
}

function paced(speed: number): {
    wall: { ms: number };
    world: Idle;
    pace: Pace;
    clock: WorldClock;
} {
    const wall = { ms: 1e6 };
    const clock = new WorldClock({ speed, wall: () => wall.ms });
    const world = new Idle(clock.nowSeconds());
    const pace = new Pace(
        clock,
        () => [world],
        () => undefined,
    );
    return { wall, world, pace, clock };
}

/** Longer than it takes until it looks again. */
const aLook = 120;

describe("the pace of the range", () => {
    it("keeps up with a clock that goes faster than the wall's", async () => {
        const { wall, world, pace } = paced(10);
        pace.start();
        wall.ms += 400;
        await sleep(aLook);
        pace.stop();
        ok(Math.abs(world.time - 1004) < 1e-6, `${world.time}`);
        ok(Math.max(...world.steps) <= 0.1 + 1e-6, "in small steps");
    });

    it("does not hurry after a long break: the world goes on from where it was", async () => {
        const { wall, world, pace, clock } = paced(1);
        pace.start();
        wall.ms += 40_000;
        await sleep(aLook);
        equal(world.time, 1000);
        wall.ms += 2000;
        await sleep(aLook);
        pace.stop();
        ok(Math.abs(world.time - 1002) < 1e-6, `${world.time}`);
        equal(clock.toWall(1001), 1041);
    });

    it("makes up for five seconds at most, of whatever kept it", async () => {
        const { wall, world, pace, clock } = paced(1);
        pace.start();
        wall.ms += 12_000;
        await sleep(aLook);
        pace.stop();
        ok(world.time < 1001, `${world.time}`);
        ok(Math.abs(clock.nowSeconds() - world.time) < 0.2, "and the clock waits for it");
    });
});

describe("a world on which somebody waits", () => {
    it("hurries no more for many than for one, and for nobody not at all", async () => {
        const stepsFor = async (waiting: number): Promise<number> => {
            const { world, pace } = paced(1);
            const waits = Array.from({ length: waiting }, () => pace.hasten(sleep(aLook)));
            await Promise.all(waits);
            const { length } = world.steps;
            await sleep(aLook);
            equal(
                world.steps.length - length < 3,
                true,
                "after the last has got what he waited for",
            );
            return length;
        };
        const [one, many] = [await stepsFor(1), await stepsFor(100)];
        ok(one >= 3, `${one} steps`);
        ok(many <= 3 * one, `${many} steps instead of ${one}`);
    });
});

describe("a world that waits for the API", () => {
    it("stands still for as long, and all clocks with it", async () => {
        const { wall, world, pace, clock } = paced(10);
        pace.start();
        world.isWaiting = true;
        wall.ms += 700;
        await sleep(aLook);
        equal(world.time, 1000);
        world.isWaiting = false;
        wall.ms += 100;
        await sleep(aLook);
        pace.stop();
        ok(Math.abs(world.time - 1001) < 1e-6, `${world.time}`);
        equal(clock.toWall(1000.5), 1000.75);
    });
});

describe("what a range says of its speed", () => {
    it("is which one it reached, when that is less than what was asked, and when it is again", () => {
        const said: string[] = [];
        const watch = new SpeedWatch(10, (line) => said.push(line));
        watch.look(0);
        watch.leftOut(150);
        watch.look(59);
        deepEqual(said, []);
        watch.look(60);
        match(
            said.join("\n"),
            /^This machine does not keep up: speed 7\.50 in the last minute, not 10/,
        );
        watch.look(120);
        match(String(said[1]), /keeps up again, with speed 10/);
        watch.look(180);
        equal(said.length, 2);
    });
});
