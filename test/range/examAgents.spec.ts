/**
 * What agents of ours score on a range, on request, because it takes an hour: EXAM_AGENTS=all, or some
 * by name: EXAM_AGENTS=floods,autoscales. With EXAM_KEEP=1 their records take the place of those that
 * `npm test` scores again. Proposals that prevent are not played here: that asks no range.
 */
import { strict as assert } from "node:assert";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { readRecord, writeRecord } from "../../exam/record/files";
import type { ExamRecord } from "../../exam/record/record";
import { playsFor } from "../../exam/score/plays";
import { waitFor } from "../../range/controlPlane/wait";
import { type ExamCase, examCases, recordFolder } from "../support/exam/cases";
import { agentCommand, heldExam } from "../support/exam/heldExam";
import { judge, titleOf, unplayed } from "../support/exam/judge";
import { newNodePort } from "../support/range/nodePort";

const speed = 10;

const asked = process.env.EXAM_AGENTS?.split(",") ?? [];

const isAsked = ({ agent }: ExamCase): boolean => asked.includes("all") || asked.includes(agent);

const held = new Map<string, Promise<ExamRecord>>();

/** Those that share an exam sit it together. */
function recordOf(one: ExamCase): Promise<ExamRecord> {
    const key = recordFolder(one);
    const found = held.get(key) ?? hold(one);
    held.set(key, found);
    return found;
}

async function hold(one: ExamCase): Promise<ExamRecord> {
    const { record } = await heldExam({ ...one, speed });
    if (process.env.EXAM_KEEP === "1") {
        // Of the command only what is the same on every machine.
        writeRecord(recordFolder(one), { ...record, command: one.agent });
    }
    return record;
}

describe("On a range", function () {
    this.timeout(1_800_000);

    for (const one of examCases.filter(isAsked)) {
        it(titleOf(one), async () => {
            const record = await recordOf(one);
            const plays = one.needsPlays === true ? await playsFor(record) : unplayed;
            console.log(`      ${one.task} ${one.agent}: ${judge(one, record, plays)}`);
        });
    }
});

/** The command itself; whoever wants to know what it says listens. */
function startExam(agent: string, out: string, environment: NodeJS.ProcessEnv = {}) {
    const options = ["--speed", "10", "--node-port", String(newNodePort()), "--out", out];
    const exam = spawn(
        process.execPath,
        ["--import", "tsx", "cli/exam.ts", "quiet", ...options, "--agent", agent],
        {
            cwd: resolve(__dirname, "../.."),
            env: { ...process.env, ...environment },
            stdio: ["ignore", "ignore", "pipe"],
        },
    );
    exam.stderr.setEncoding("utf8").resume();
    return exam;
}

describe("An agent that kills the exam", function () {
    this.timeout(1_800_000);

    it("has no record that could be scored or shown, and its folder goes", async () => {
        const out = mkdtempSync(join(tmpdir(), "exams-"));
        const exam = startExam(agentCommand("killsRecorder"), out, { TMPDIR: out });
        try {
            const [, signal] = (await once(exam, "exit")) as [number | null, string | null];
            assert.equal(signal, "SIGKILL");
            const folder = join(out, "quiet-1");
            assert.throws(() => readRecord(folder), /was broken off, and has no record/);
            assert.ok(!existsSync(join(folder, "card.json")));
            await waitFor("the agent's folder to be gone", 60, () =>
                readdirSync(out).every((name) => !name.startsWith("on-call-")) ? true : undefined,
            );
        } finally {
            exam.kill();
            rmSync(out, { recursive: true });
        }
    });
});

describe("An agent that cannot be run", function () {
    this.timeout(600_000);

    it("ends the exam before anything is injected, and says why", async () => {
        const out = mkdtempSync(join(tmpdir(), "exams-"));
        const exam = startExam("no-such-agent", out);
        try {
            let said = "";
            exam.stderr.on("data", (text: string) => (said += text));
            const [code] = (await once(exam, "close")) as [number | null];
            assert.equal(code, 1, said);
            assert.match(
                said,
                /The agent cannot be run \(exit code 127\): .*no-such-agent.*not found/,
            );
            assert.doesNotMatch(said, /Scoring/);
            assert.throws(
                () => readRecord(join(out, "quiet-1")),
                /was broken off, and has no record/,
            );
        } finally {
            exam.kill();
            rmSync(out, { recursive: true });
        }
    });
});
