import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { mixes } from "../../scenarios/load/mixes";
import type { LoadSummary } from "../../scenarios/load/summary";
import { StandInShop } from "../support/standInShop";
import { LocustRun, allSpawned } from "./support/locustRun";
import type { FinishedRun, RunOptions } from "./support/locustRun";
import { prepared } from "./support/prepared";
import { removeRuns } from "./support/scripts";

const files = [
    "locust_exceptions.csv",
    "locust_failures.csv",
    "locust_stats.csv",
    "locust_stats_history.csv",
    "report.html",
    "summary.json",
];

/** A route that is slow enough for requests to be under way whenever the run ends. */
const delays = { "GET /catalogue": 600, "GET /catalogue/{id}": 600, "GET /basket.html": 600 };
const mix = { ...mixes.browse, waitSeconds: { min: 0.1, max: 0.4 } };

function secondsOf({ startedAt, endedAt }: LoadSummary): number {
    return (Date.parse(endedAt ?? "") - Date.parse(startedAt ?? "")) / 1000;
}

/** Process ids of the children of a process of ours. */
function childrenOf(pid: number): number[] {
    const { stdout } = spawnSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" });
    return stdout
        .trim()
        .split("\n")
        .map((line) => line.trim().split(/\s+/).map(Number))
        .filter(([, parent]) => parent === pid)
        .map(([child = 0]) => child);
}

function isAlive(pid: number): boolean {
    try {
        return process.kill(pid, 0);
    } catch {
        return false;
    }
}

/** What must hold of every run's results, however it ended. */
function checkResults(run: FinishedRun, shop: StandInShop): void {
    assert.deepEqual(readdirSync(run.results).sort(), files, run.output);
    const { summary } = run;
    assert.equal(summary.schema, 1);
    assert.equal(summary.run, "run-7");
    assert.equal(summary.users, 10);
    assert.deepEqual(summary.omitted, []);
    // Nothing that the shop answered is missing: not even what was under way at the end, and
    // not what worker processes had yet to report.
    assert.equal(summary.totals.requests, shop.total, run.output);
    const sum = summary.tasks.reduce((total, task) => total + task.requests, 0);
    assert.equal(sum, summary.totals.requests);
    assert.match(run.read("locust_stats.csv"), /^Type,Name,Request Count,Failure Count,/);
    const aggregated = `,Aggregated,${summary.totals.requests},${summary.totals.failures},`;
    assert.ok(run.read("locust_stats.csv").includes(aggregated));
    assert.match(run.read("locust_stats_history.csv"), /^Timestamp,User Count,Type,Name,/);
    assert.match(run.read("report.html"), /Browse Catalogue[^]*<\/html>/);
    // The lines that a log pipeline reads.
    assert.match(run.output, /^ +Aggregated +\d+ +\d+\(\d+\.\d+%\) \|/m);
    assert.doesNotMatch(run.output, /Traceback|Uncaught/);
    assert.equal(run.output.match(/Results are in/g)?.length, 1, "written exactly once");
}

interface Visit {
    readonly run: FinishedRun;
    readonly shop: StandInShop;
    /** Worker processes that were seen while it ran. */
    readonly workers: readonly number[];
    /** Seconds from the first intervention to the end of the process. */
    readonly grace: number;
}

/** Run against a shop of its own, and do something to it once all users are there. */
async function visit(
    options: Partial<RunOptions>,
    sign: RegExp,
    intervene: (run: LocustRun, workers: readonly number[]) => Promise<void>,
): Promise<Visit> {
    const shop = await StandInShop.start({ delays });
    try {
        const running = await LocustRun.start({ mix, host: shop.url, ...options });
        await running.says(sign);
        const workers = childrenOf(running.pid);
        await intervene(running, workers);
        const told = Date.now();
        const run = await running.end();
        return { run, shop, workers, grace: (Date.now() - told) / 1000 };
    } finally {
        await shop.stop();
    }
}

async function terminate(run: LocustRun): Promise<void> {
    await sleep(3_000);
    run.terminate();
}

describe("results", () => {
    after(removeRuns);

    for (const processes of [1, 2]) {
        const full = prepared(() => visit({ processes }, allSpawned, () => Promise.resolve()));

        it(`are all there after a run's full time (${processes} processes)`, async () => {
            const { run, shop, workers } = await full();
            checkResults(run, shop);
            assert.equal(run.exitCode, 0);
            assert.equal(run.summary.stoppedEarly, false);
            assert.equal(run.summary.processes, processes);
            assert.equal(run.summary.requestedSeconds, 6);
            const seconds = secondsOf(run.summary);
            assert.ok(seconds > 5.9 && seconds < 9, `${seconds} s`);
            assert.equal(workers.length, processes > 1 ? processes : 0);
            assert.deepEqual(workers.filter(isAlive), []);
        });

        const stopped = prepared(() => visit({ processes, seconds: 120 }, allSpawned, terminate));

        it(`are all there after SIGTERM, within its grace (${processes} processes)`, async () => {
            const { run, shop, workers, grace } = await stopped();
            checkResults(run, shop);
            assert.ok(grace < 15, `took ${grace} s`);
            assert.equal(run.exitCode, 0);
            assert.equal(run.summary.stoppedEarly, true);
            assert.equal(run.summary.workersLost, 0);
            assert.ok(secondsOf(run.summary) < 60);
            assert.equal(workers.length, processes > 1 ? processes : 0);
            assert.deepEqual(workers.filter(isAlive), []);
        });
    }

    const growing = prepared(() =>
        visit({ processes: 2, seconds: 120, spawnRate: 1 }, /Sending spawn jobs/, terminate),
    );

    it("are there when SIGTERM comes while users are still being added", async () => {
        const { run, shop, grace } = await growing();
        checkResults(run, shop);
        assert.equal(run.summary.stoppedEarly, true);
        assert.ok(grace < 15, `took ${grace} s`);
    });

    // Once the workers have reported something that must not be lost with them.
    const killed = prepared(() =>
        visit({ processes: 2, seconds: 120 }, /Aggregated +[1-9]/, (_, workers) => {
            workers.forEach((worker) => process.kill(worker, "SIGKILL"));
            return Promise.resolve();
        }),
    );

    it("are there, and say so, when all worker processes die", async () => {
        const { run, workers, grace } = await killed();
        assert.equal(workers.length, 2);
        assert.equal(run.summary.workersLost, 2);
        assert.equal(run.summary.stoppedEarly, true);
        assert.ok(run.summary.totals.requests > 0);
        assert.equal(run.exitCode, 3);
        assert.ok(grace < 30, `took ${grace} s`);
    });
});
