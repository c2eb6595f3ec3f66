import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { type LevelControl, slowButAlive } from "../../scenarios/load/level";
import { mixes } from "../../scenarios/load/mixes";
import { Stream } from "../../twin/clock/stream";
import { decided, type LevelCase, levelCases } from "../support/levelCases";
import { StandInShop } from "../support/standInShop";
import { KubeletProbe } from "./support/kubeletProbe";
import { type FinishedRun, LocustRun } from "./support/locustRun";
import { prepared } from "./support/prepared";
import { removeRuns, runPython } from "./support/scripts";

/** Prints, as JSON, how many users level.py wants after each part of the cases in $CASES. */
const program = `
import json, os
from level import Bounds, Second, UserLevel

source = json.loads(os.environ["CASES"])
for case in source["cases"]:
    given = case["bounds"]
    bounds = Bounds(given["users"], given["spawnRate"], given["thinkSeconds"])
    law = UserLevel(source["control"], bounds)
    wanted = []
    for part in case["parts"]:
        seen = part["each"]
        second = Second(
            seen["answers"], seen["answerSeconds"], seen["slow"], seen["lost"], seen["probes"]
        )
        for _ in range(part["seconds"]):
            law.after(second)
        wanted.append(law.users)
    print(json.dumps(wanted))
`;

async function decidedInPython(cases: readonly LevelCase[]): Promise<readonly unknown[]> {
    const { control } = levelCases;
    const printed = await runPython(mixes.browse, program, {
        CASES: JSON.stringify({ control, cases }),
    });
    return printed
        .trim()
        .split("\n")
        .map((line): unknown => JSON.parse(line));
}

/** Half a thousand seconds of anything: what is never seen together is decided alike too. */
function anything(seed: number): LevelCase {
    const stream = new Stream(seed, "levels");
    const parts = Array.from({ length: 500 }, () => {
        const answers = stream.below(120);
        return {
            seconds: 1,
            each: {
                answers,
                answerSeconds: answers * stream.next() * 1.2,
                slow: Math.floor(answers * stream.next() ** 4),
                lost: stream.next() < 0.02 ? stream.below(40) : 0,
                probes: Array.from({ length: stream.below(3) }, () => stream.next() < 0.8),
            },
        };
    });
    const bounds = { users: 50 + stream.below(450), spawnRate: 1 + stream.below(20) };
    return { name: `seed ${seed}`, bounds: { ...bounds, thinkSeconds: 2 }, parts };
}

describe("the level that a load finds", () => {
    after(removeRuns);

    it("is decided as the table says", async () => {
        const wanted = levelCases.cases.map(({ parts }) => parts.map(({ users }) => users));
        assert.deepEqual(await decidedInPython(levelCases.cases), wanted);
    });

    it("is the one of the simulation, whatever is seen", async () => {
        const cases = Array.from({ length: 5 }, (_, seed) => anything(seed));
        for (const levelCase of cases) {
            assert.deepEqual(await decidedInPython([levelCase]), [decided(levelCase)]);
        }
    });
});

/** A control that rises three times as fast: a short run will do. */
const quick: LevelControl = { ...slowButAlive, changePerSecond: 0.15 };

interface Levelled {
    readonly run: FinishedRun;
    readonly probe: KubeletProbe;
}

/** A shop that works 20 ms on each request, one after the other. */
async function levelled(processes: number, users: number): Promise<Levelled> {
    const shop = await StandInShop.start({ workSeconds: () => 0.02 });
    const probe = new KubeletProbe(shop.url);
    try {
        const run = await LocustRun.complete({
            ...{ mix: mixes.browse, level: quick, host: shop.url },
            ...{ users, spawnRate: 10, seconds: 60, processes },
        });
        return { run, probe };
    } finally {
        probe.stop();
        await shop.stop();
    }
}

describe("a load that finds its level", () => {
    after(removeRuns);

    for (const processes of [1, 2]) {
        const made = prepared(() => levelled(processes, 500));

        it(`makes a shop slow and keeps it alive, with ${processes} of processes`, async () => {
            const { run, probe } = await made();
            const { level, users, totals, stoppedEarly } = run.summary;
            assert.ok(probe.mostInRow < 3, `${probe.mostInRow} slow probes in a row`);
            // 50 answers a second, after 0.3 to 1 s each, and 2 s of thinking; a busy machine has fewer.
            assert.ok(level !== null && level.held >= 80 && level.held <= 155, run.output);
            assert.equal(level.reachedBound, false);
            assert.equal(users, 500);
            assert.ok(totals.milliseconds.p90 > 400, `${totals.milliseconds.p90}`);
            assert.ok(totals.failureRatio < 0.05, `${totals.failureRatio}`);
            assert.equal(stoppedEarly, false);
            assert.equal(run.exitCode, 0);
        });
    }

    const few = prepared(() => levelled(1, 12));

    it("says so when all its users were too few", async () => {
        const { level } = (await few()).run.summary;
        assert.deepEqual(level, { highest: 12, held: 12, reachedBound: true });
    });
});

describe("users that are taken away", () => {
    after(removeRuns);

    it("send nothing any more", async () => {
        let workSeconds = 0.001;
        const shop = await StandInShop.start({ workSeconds: () => workSeconds });
        const run = await LocustRun.start({
            ...{ mix: mixes.browse, level: { ...quick, firstUsers: 100 }, host: shop.url },
            ...{ users: 100, seconds: 60 },
        });
        try {
            await sleep(8_000);
            const asked = async (seconds: number): Promise<number> => {
                const before = shop.total;
                await sleep(1_000 * seconds);
                return (shop.total - before) / seconds;
            };
            // A hundred users who think 2 s ask 50 times a second.
            const all = await asked(4);
            assert.ok(all > 40 && all < 60, `${all} a second`);
            // Nearly as many wait for seconds now, until most of them are told to leave.
            workSeconds = 0.1;
            await sleep(20_000);
            workSeconds = 0.001;
            await sleep(3_000);
            const left = await asked(2);
            assert.ok(left < 25, `${left} a second`);
        } finally {
            run.terminate();
            await run.end();
            await shop.stop();
        }
    });
});
