import { deepEqual, equal, match, ok, throws } from "node:assert/strict";

import { triedLoad } from "../../../cli/calibrate/load";
import { calibrationText } from "../../../cli/calibrate/text";
import { scenario as payment } from "../../../scenarios/incidents/payment";
import { scenario as latency } from "../../../scenarios/incidents/latency";
import { highestThat } from "../../../fidelity/calibration/edges";
import { grain, sweep } from "../../../fidelity/calibration/sweep";
import type { SimulatedFigures } from "../../../fidelity/figures";

/** A shop that is slow from 420 users on, and restarts from 505 on: one more with each seed. */
function runOf(users: number, seed = 0): SimulatedFigures {
    const isKilled = users >= 505 - seed;
    return {
        requests: 1,
        requestsPerSecond: 1,
        failedShare: isKilled ? 0.8 : 0,
        meanSeconds: 1,
        p50Seconds: 1,
        p90Seconds: 1,
        p95Seconds: isKilled ? 134 : users >= 420 + seed ? 1.2 : 0.6,
        maxSeconds: 1,
        killsAtSeconds: isKilled ? [10, 20] : [],
        oomKills: 0,
        backOffs: 0,
        otherKills: 0,
        otherBackOffs: 0,
        failures: {
            slow: 0,
            status: 0,
            closed: 0,
            cutShort: 0,
            reset: 0,
            refused: 0,
            noRoute: 0,
            connectTimeout: 0,
        },
        connectTimeoutsByTask: {},
        cpuMilliseconds: 1,
        peakMemoryMebibytes: 1,
        heldUsers: users - seed,
        lostDollars: 0,
        tasks: [],
    };
}

const seeds = [0, 1, 2];
const trial = (users: number): Promise<readonly SimulatedFigures[]> =>
    Promise.resolve(seeds.map((seed) => runOf(users, seed)));

describe("bisection", () => {
    it("finds the highest number that holds, or none", async () => {
        const upTo = (edge: number) => (value: number) => Promise.resolve(value <= edge);
        equal(await highestThat(1, 1000, 1, upTo(437)), 437);
        equal(await highestThat(1, 1000, 1, upTo(1000)), 1000);
        equal(await highestThat(1, 1000, 1, upTo(0)), undefined);
    });
});

describe("a sweep of the number of users", () => {
    it("finds both edges of a symptom contract, as all seeds allow", async () => {
        const { upper, lower, brokenAbove, missingBelow } = await sweep(latency, trial, 2000);
        ok(upper !== undefined && upper < 503 && upper >= 503 - grain, String(upper));
        ok(lower !== undefined && lower >= 422 && lower < 422 + grain, String(lower));
        ok(brokenAbove.some(({ figure }) => figure === "restarts"));
        deepEqual(
            missingBelow.map(({ figure }) => figure),
            ["p95ResponseTimeMs"],
        );
    });

    it("simulates each number of users once", async () => {
        const tried: number[] = [];
        await sweep(
            latency,
            (users) => {
                tried.push(users);
                return trial(users);
            },
            2000,
        );
        equal(new Set(tried).size, tried.length);
    });
});

/** A shop that fails so many of a hundred orders, and no other request. */
function ordersOf(failures: number, requests = 100): SimulatedFigures {
    const order = { method: "POST", name: "Place Order", requests, failures };
    const browse = { method: "POST", name: "Add to Cart", requests: 100, failures: 0 };
    return { ...runOf(1), tasks: [browse, ...(requests > 0 ? [order] : [])] };
}

describe("a contract on orders", () => {
    const own = { users: payment.load.users, spawnRate: payment.load.spawnRate };
    const brokenBy = (...runs: readonly SimulatedFigures[]): readonly string[] =>
        triedLoad(payment, own, runs).broken.map(({ figure }) => figure);

    it("is kept by a load whose orders all fail", () => {
        deepEqual(brokenBy(ordersOf(100)), []);
    });

    it("is broken by orders that come through, and by a load without any order", () => {
        deepEqual(brokenBy(ordersOf(100), ordersOf(50)), ["orderFailureRatio"]);
        deepEqual(brokenBy(ordersOf(0, 0)), ["orderFailureRatio"]);
    });

    it("has a sweep find no number of users where orders come through", async () => {
        const found = await sweep(payment, () => Promise.resolve([ordersOf(50)]), 2000);
        equal(found.lower, undefined);
        ok(found.missingBelow.some(({ figure }) => figure === "orderFailureRatio"));
    });
});

describe("a contract that a sweep cannot tell of", () => {
    it("is refused, not taken for kept", () => {
        const symptoms = [
            { figure: "restarts", service: "payment", atMost: 0, meaning: "" },
        ] as const;
        const contract = { ...payment, symptoms };
        throws(
            () => triedLoad(contract, { users: 1, spawnRate: 1 }, [runOf(1)]),
            /bounds a count of payment: a sweep counts only at the front-end/,
        );
    });

    it("counts restarts of all services where it names none", () => {
        const run = { ...runOf(1), otherKills: 1, p95Seconds: 1.2 };
        const { broken } = triedLoad(latency, { users: 1, spawnRate: 1 }, [run]);
        deepEqual(
            broken.map(({ figure }) => figure),
            ["restarts"],
        );
    });
});

describe("what a calibration says", () => {
    const own = { users: 460, spawnRate: 10 };
    const text = async (users = 460): Promise<string> =>
        calibrationText({
            scenario: latency,
            settings: { probes: "testbed", remediation: "none", spawnRate: "10" },
            hostSpeed: "published",
            nodeCpus: 4,
            seeds: seeds.length,
            grain,
            found: await sweep(latency, trial, 2000),
            load: triedLoad(latency, { ...own, users }, await trial(users)),
        });

    it("is the command to use, with the highest count", async () => {
        match(await text(), /pulumi up -c incident=latency .*-c spawnRate=10 -c users=50\d\n/);
    });

    it("is which number a load came to that finds its own, without a sweep", async () => {
        const said = calibrationText({
            scenario: latency,
            settings: { probes: "testbed", remediation: "none", spawnRate: "10" },
            hostSpeed: "published",
            nodeCpus: 4,
            seeds: seeds.length,
            grain,
            found: undefined,
            load: triedLoad(latency, { ...own, users: 500 }, await trial(460)),
        });
        match(said, /own load, which held 458 to 460 of at most 500 users, keeps the contract/);
        ok(!said.includes("edge"));
    });

    it("counts a symptom as broken when a single seed breaks it", async () => {
        const load = { users: 503, spawnRate: 10 };
        const { broken, restarts } = triedLoad(latency, load, await trial(503));
        ok(broken.some(({ figure }) => figure === "restarts"));
        equal(restarts, 0);
    });

    it("is that the incident's own load keeps its contract", async () => {
        match(await text(), /own load, 460 users, 10 started a second, keeps the contract/);
        match(await text(900), /900 users, .* does NOT keep the contract \(median of 2 restarts/);
    });
});
