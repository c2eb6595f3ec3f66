import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { readEvidence } from "../../../evidence/read";
import { rehearse } from "../../../rehearsal/rehearsal";
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
        const [alone, again, threads] = [
            await rehearse(short),
            await rehearse(short),
            await rehearse({ ...short, workers: 2 }),
        ];
        assert.deepEqual(again.result, alone.result);
        assert.deepEqual(threads.result, alone.result);
        assert.deepEqual(threads.evidence, alone.evidence);
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
        assert.equal(evidence.get("replicas")?.run.users, held);
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
            result.comparisons.map(({ reference, remediation }) => [reference, remediation]),
            [["none", "limits"]],
        );
        assert.deepEqual(
            [...evidence].map(([arm, { run }]) => [arm, run.remediation, run.seed]),
            [
                ["none", "none", 1],
                ["limits", "limits", 1],
            ],
        );
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
        await rehearse(short, (progress) => heard.push(progress));
        const shares = heard.map(({ share }) => share);
        assert.deepEqual(
            shares,
            [...shares].sort((a, b) => a - b),
        );
        assert.deepEqual([heard.at(-1)?.share, heard.at(-1)?.runsDone], [1, 4]);
    });

    it("writes the evidence of each arm's first seed, with the line of every request", async () => {
        const out = join(home, "out");
        const arms = ["none", "hpa,limits"];
        const { evidence } = await rehearse({ ...short, arms, out });
        assert.deepEqual(readdirSync(out).sort(), ["hpa+limits", "none"]);
        assert.deepEqual(await readEvidence(join(out, "none")), evidence.get("none"));
        const lines = readFileSync(join(out, "none", "request-lines.ndjson"), "utf8").split("\n");
        assert.ok(lines.length > 500, String(lines.length));
        assert.match(lines.at(-2) ?? "", /"message":/);
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
