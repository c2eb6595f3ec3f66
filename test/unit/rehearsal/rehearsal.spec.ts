import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { fineMetrics } from "../../../evidence/fineMetrics";
import { readEvidence } from "../../../evidence/read";
import { plansOf, twinInputOf } from "../../../rehearsal/plans";
import { rehearse } from "../../../rehearsal/rehearsal";
import { sum } from "../../../verdict/series";
import type { RehearsalProgress, RehearsalRequest } from "../../../rehearsal/types";

const short: RehearsalRequest = {
    incident: "hybrid",
    arms: ["none", "limits"],
    seeds: [1, 2],
    hostSpeed: "published",
    settings: { users: "50", spawnRate: "50", duration: "30s" },
    beforeSeconds: 15,
    afterSeconds: 15,
    workers: 0,
};

describe("a rehearsal", function () {
    this.timeout(60_000);
    let home: string;

    beforeEach(() => {
        home = mkdtempSync(join(tmpdir(), "rehearsal-"));
    });

    afterEach(() => {
        rmSync(home, { recursive: true });
    });

    it("gives the same result on several threads as on one, and again", async () => {
        const each: RehearsalRequest = { ...short, fixAt: ["before", 12, "detection"] };
        const [alone, again, threads] = [
            await rehearse(each),
            await rehearse(each),
            await rehearse({ ...each, workers: 2 }),
        ];
        assert.deepEqual(again.result, alone.result);
        assert.deepEqual(threads.result, alone.result);
        assert.deepEqual(threads.evidence, alone.evidence);
    });

    it("recovers as a cluster does: what waits in back-off is replaced, not waited for", async () => {
        const plans = await plansOf(short, "none");
        const { phases } = twinInputOf(short, plans, 1);
        assert.deepEqual(
            phases.map(({ from = "start", replacesHeldBack = false }) => [from, replacesHeldBack]),
            [
                ["start", false],
                ["start", false],
                ["loadEnd", true],
            ],
        );
    });

    it("recovers when the load is gone: an order that hangs at its end succeeds in no healed shop", async () => {
        const { result } = await rehearse({
            ...short,
            incident: "gateway",
            settings: { duration: "60s" },
            arms: ["none"],
        });
        const ratios = result.arms[0]?.seeds.map(({ figures }) => figures.orderFailureRatio);
        assert.deepEqual(ratios, [1, 1]);
    });

    it("gives fixes the users that a load held without one, where it finds their number", async () => {
        const { result, evidence } = await rehearse({
            ...short,
            incident: "latency",
            settings: { duration: "4m" },
            seeds: [1],
            arms: ["none", "replicas"],
        });
        const held = result.arms[0]?.seeds[0]?.figures.heldUsers ?? 0;
        assert.equal(result.users, 500);
        assert.ok(held > 20 && held < 500, `${held}`);
        assert.equal(evidence.get("replicas@before")?.run.users, held);
        const effect = result.comparisons[0]?.effects.find(({ figure }) => figure === "p95Ms");
        assert.equal(effect?.reference, result.arms[0]?.median.p95Ms);
        assert.ok((effect?.value ?? Infinity) < 0.5 * (effect?.reference ?? 0));
    });

    it("is plain JSON that says what it is", async () => {
        const { result } = await rehearse({ ...short, seeds: [1] });
        assert.deepEqual(JSON.parse(JSON.stringify(result)), result);
        assert.equal(result.origin, "simulated");
        const { users, spawnRate, durationSeconds } = result;
        assert.deepEqual([users, spawnRate, durationSeconds], [50, 50, 30]);
    });

    it("has every arm with every seed, and compares with the first arm", async () => {
        const { result, evidence } = await rehearse(short);
        assert.deepEqual(
            result.arms.map(({ remediation, seeds }) => [
                remediation,
                ...seeds.map(({ seed }) => seed),
            ]),
            [
                ["none", 1, 2],
                ["limits", 1, 2],
            ],
        );
        assert.deepEqual(
            result.comparisons.map(({ reference, arm }) => [reference, arm]),
            [["none", "limits@before"]],
        );
        assert.deepEqual(
            [...evidence].map(([arm, { run }]) => [arm, run.remediation, run.seed]),
            [
                ["none", "none", 1],
                ["limits@before", "limits", 1],
            ],
        );
    });

    it("plays a fix at each moment, and before it comes the run without it", async () => {
        const { result, evidence } = await rehearse({
            ...short,
            arms: ["none", "replicas"],
            fixAt: ["before", "start", 12],
            seeds: [1],
        });
        assert.deepEqual(
            result.arms.map(({ id, fixAt }) => [id, fixAt]),
            [
                ["none", null],
                ["replicas@before", "before"],
                ["replicas@start", "start"],
                ["replicas@12s", "12s"],
            ],
        );
        const pods = (arm: string, second: number): number | undefined => {
            const seen = evidence.get(arm);
            const desired = seen?.fine.find(
                ({ metric, tags }) =>
                    metric === fineMetrics.replicasDesired && tags.kube_deployment === "front-end",
            );
            const at = (seen?.run.loadStart ?? 0) + second;
            return desired?.values[desired.times.findIndex((time) => time >= at)];
        };
        assert.deepEqual(
            [-10, 5, 11, 20].map((second) => pods("replicas@12s", second)),
            [1, 1, 1, 3],
        );
        // The load waits for the fix that comes with it, and so for its pods.
        const incidentAt = (evidence.get("replicas@start")?.run.from ?? 0) + 15;
        const loadAt = evidence.get("replicas@start")?.run.loadStart ?? 0;
        assert.deepEqual(
            [incidentAt - 1, incidentAt + 1].map((time) => pods("replicas@start", time - loadAt)),
            [1, 3],
        );
        assert.equal(pods("replicas@before", -10), 3);
        const until = (arm: string) => {
            const { run, requests } = evidence.get(arm) ?? {};
            return requests?.history?.filter(({ time }) => time <= (run?.loadStart ?? 0) + 11);
        };
        assert.deepEqual(until("replicas@12s"), until("none"));
        assert.notDeepEqual(until("replicas@before"), until("none"));
        // What each pod did counts from the fix on.
        const answered = (arm: string): number =>
            (result.arms.find(({ id }) => id === arm)?.seeds[0]?.pods ?? []).reduce(
                (sum, { requests }) => sum + requests,
                0,
            );
        assert.ok(answered("replicas@12s") < 0.8 * answered("none"));
        assert.ok(answered("replicas@12s") > 0.3 * answered("none"));
    });

    it("has a fix wait for the first alert and a minute more, each seed for its own", async () => {
        const { result, evidence, timelines } = await rehearse({
            ...short,
            settings: { users: "750", duration: "3m" },
            arms: ["none", "limits"],
            fixAt: ["detection"],
            beforeSeconds: 60,
        });
        const { firstHarmAt = 0, first } = timelines.get("none") ?? {};
        const told = firstHarmAt + (first?.seconds ?? 0);
        const loadStart = evidence.get("none")?.run.loadStart ?? 0;
        const fixes = result.arms[1]?.seeds.map(({ fix }) => fix?.atSeconds ?? 0) ?? [];
        assert.equal(fixes[0], told - loadStart + 60);
        assert.equal(evidence.get("limits@detection")?.run.fixAt, "detection");
        // The stack's monitors are evaluated at full minutes; which one tells depends on the run.
        assert.ok(
            fixes.every((at) => at > 60 && at < 180),
            fixes.join(", "),
        );
    });

    it("calls a fix too late that would come after the load", async () => {
        const { result } = await rehearse({ ...short, fixAt: [40], seeds: [1] });
        const [, late] = result.arms;
        assert.equal(late?.verdict?.judgement, "comes too late");
        assert.equal(late.seeds[0]?.fix?.atSeconds, null);
        assert.deepEqual(late.median, result.arms[0]?.median);
    });

    it("does not play before the load what only makes sense once it is there", async () => {
        const arms = ["none", "replicas,restart"];
        const { result } = await rehearse({ ...short, arms, fixAt: ["before", 12], seeds: [1] });
        assert.deepEqual(
            result.arms.map(({ id }) => id),
            ["none", "replicas,restart@12s"],
        );
    });

    it("does not undo a fault in the same up that makes it", async () => {
        const { result } = await rehearse({
            ...short,
            incident: "payment",
            settings: { duration: "30s" },
            arms: ["none", "restore"],
            fixAt: ["start", 12],
            seeds: [1],
        });
        assert.deepEqual(
            result.arms.map(({ id }) => id),
            ["none", "restore@12s"],
        );
    });

    it("says that nobody is told where no monitor tells", async () => {
        const { result } = await rehearse({ ...short, fixAt: ["detection"], seeds: [1] });
        const [, fix] = result.arms;
        assert.equal(fix?.verdict?.judgement, "nobody is told");
        assert.equal(fix.seeds[0]?.fix?.neverCame, "nobody is told");
    });

    it("tells what a remediation costs", async () => {
        const arms = ["none", "hpa", "limits", "replicas"];
        const { result } = await rehearse({ ...short, arms, seeds: [1] });
        const mebibyte = 2 ** 20;
        assert.deepEqual(
            result.arms.map(({ cost }) => [
                cost.addedPods,
                cost.addedCpuRequestCores,
                cost.addedMemoryRequestBytes / mebibyte,
                cost.addedCpuLimitCores,
                cost.addedMemoryLimitBytes / mebibyte,
            ]),
            [
                [0, 0, 0, 0, 0],
                [1, 0.1, 300, 0.3, 1_000],
                [0, 0, 0, 0.1, 300],
                [2, 0.2, 600, 0.6, 2_000],
            ],
        );
        assert.equal(result.arms[3]?.cost.peakAddedPods, 2);
    });

    it("plays a healthy shop without users", async () => {
        const { result } = await rehearse({ ...short, incident: "none", settings: {}, seeds: [1] });
        const [arm] = result.arms;
        assert.deepEqual(
            [result.users, arm?.median.requests, arm?.median.frontEndRestarts],
            [0, 0, 0],
        );
    });

    it("reports how far it has come, up to the end", async () => {
        const heard: RehearsalProgress[] = [];
        await rehearse({ ...short, out: join(home, "evidence") }, (progress) => {
            heard.push(progress);
        });
        const shares = heard.map(({ share }) => share);
        assert.deepEqual(
            shares,
            [...shares].sort((a, b) => a - b),
        );
        // Two arms, two seeds, and once more each the seed whose evidence is written.
        assert.deepEqual([heard.at(-1)?.share, heard.at(-1)?.runsDone], [1, 6]);
    });

    it("says of each fix what is known so far, in the end what the result says", async () => {
        const heard: RehearsalProgress[] = [];
        const settings = { users: "750", spawnRate: "50", duration: "60s" };
        const request = { ...short, arms: ["none", "limits", "replicas"], settings };
        const { result } = await rehearse({ ...request, fixAt: ["before", 20] }, (progress) => {
            heard.push(progress);
        });
        const counts = heard.map(({ standings }) => standings.map(({ runsDone }) => runsDone));
        assert.ok(counts.some((some) => some.includes(0) && some.includes(1)));
        assert.deepEqual(
            heard.at(-1)?.standings,
            result.arms.map(({ id, seeds, verdict, median }) => {
                const values = seeds.flatMap(({ fix }) => fix?.withFix.requestFailureRatio ?? []);
                const value = values.length > 0 ? sum(values) / 2 : median.requestFailureRatio;
                return { arm: id, runsDone: 2, value, verdict };
            }),
        );
    });

    it("plays no run twice, but for the lines of its requests, where others are there too", async () => {
        const runsOf = async (request: Partial<RehearsalRequest>): Promise<readonly number[]> => {
            const heard: number[] = [];
            await rehearse({ ...short, fixAt: ["before", 12], ...request }, ({ runsDone }) => {
                heard.push(runsDone);
            });
            // A run that began anew would be done no more.
            assert.deepEqual(
                heard,
                [...heard].sort((a, b) => a - b),
            );
            return heard.slice(-1);
        };
        assert.deepEqual(await runsOf({}), [6]);
        assert.deepEqual(await runsOf({ seeds: [1], out: join(home, "one") }), [3]);
        assert.deepEqual(await runsOf({ out: join(home, "two") }), [9]);
    });

    it("shows the seed nearest to the medians, with the evidence of its own run", async () => {
        const settings = { users: "750", spawnRate: "50", duration: "60s" };
        const { result, evidence } = await rehearse({ ...short, settings, seeds: [1, 2, 3, 4, 5] });
        const [none] = result.arms;
        const ratios = none?.seeds.map(({ figures }) => figures.requestFailureRatio) ?? [];
        assert.equal(new Set(ratios).size, 5);
        const [lowest, highest] = [Math.min(...ratios), Math.max(...ratios)];
        const shown = none?.seeds.find(({ seed }) => seed === result.shownSeed)?.figures;
        assert.ok(shown && shown.requestFailureRatio > lowest);
        assert.ok(shown.requestFailureRatio < highest);
        const { total } = evidence.get("none")?.requests ?? {};
        assert.equal(total?.requests, shown.requests);
    });

    it("writes the evidence of the seed that is shown, with the line of every request", async () => {
        const out = join(home, "out");
        const arms = ["none", "hpa,limits"];
        const { evidence } = await rehearse({ ...short, arms, out });
        assert.deepEqual(readdirSync(out).sort(), ["hpa+limits@before", "none"]);
        assert.deepEqual(await readEvidence(join(out, "none")), evidence.get("none"));
        const lines = readFileSync(join(out, "none", "request-lines.ndjson"), "utf8").split("\n");
        assert.ok(lines.length > 500, String(lines.length));
        assert.match(lines.at(-2) ?? "", /"message":/);
    });

    it("leaves no older evidence where a fix never came", async () => {
        const out = join(home, "out");
        await rehearse({ ...short, fixAt: [12], seeds: [1], out });
        cpSync(join(out, "limits@12s"), join(out, "limits@detection"), { recursive: true });
        await rehearse({ ...short, fixAt: ["detection"], seeds: [1], out });
        assert.deepEqual(readdirSync(out).sort(), ["limits@12s", "none"]);
    });

    it("rejects when it is given up, also where it has no threads to end", async () => {
        const aborted = new AbortController();
        const attempt = rehearse(
            { ...short, arms: ["none"], seeds: [1], workers: 0 },
            () => {
                aborted.abort();
            },
            aborted.signal,
        );
        await assert.rejects(attempt, { name: "AbortError" });
    });

    it("refuses a directory with other things before anything is played", async () => {
        writeFileSync(join(home, "thesis.txt"), "three years");
        const heard: RehearsalProgress[] = [];
        const attempt = rehearse({ ...short, out: home }, (progress) => heard.push(progress));
        await assert.rejects(attempt, /"thesis.txt" in it is none/);
        assert.deepEqual(heard, []);
        assert.deepEqual(readdirSync(home), ["thesis.txt"]);
    });

    it("passes on what the program says about wrong settings", async () => {
        await assert.rejects(rehearse({ ...short, settings: { probes: "gentle" } }), /probes/);
        await assert.rejects(rehearse({ ...short, arms: ["hpa,replicas"] }), /replicas/);
        await assert.rejects(rehearse({ ...short, incident: "flood" }), /flood/);
        await assert.rejects(rehearse({ ...short, seeds: [] }), /at least one/);
    });
});
