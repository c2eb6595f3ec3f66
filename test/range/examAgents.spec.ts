/**
 * What agents of ours score on a range. A few wherever ranges are tested; all of them take an hour:
 * EXAM_AGENTS=all npm run test:range, or some by name: EXAM_AGENTS=floods,autoscales. Proposals
 * that prevent are not played here: that asks no range.
 */
import { strict as assert } from "node:assert";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { readAnswer } from "../../exam/answers/schema";
import { readRecord } from "../../exam/record/files";
import type { ExamRecord } from "../../exam/record/record";
import { cardText } from "../../exam/score/cardText";
import { type Plays, playsFor } from "../../exam/score/plays";
import { type Scorecard, scoreOf } from "../../exam/score/score";
import { type ExamCase, examCases } from "../support/exam/cases";
import { agentCommand, heldExam } from "../support/exam/heldExam";
import { newNodePort } from "../support/range/nodePort";

const speed = 10;

const unplayed: Plays = { without: [], proposed: null, best: null, response: null };

const asked = process.env.EXAM_AGENTS?.split(",") ?? [];

const isAsked = ({ agent, isAlways }: ExamCase): boolean =>
    asked.length === 0 ? isAlways === true : asked.includes("all") || asked.includes(agent);

function scoreIn(card: Scorecard, skill: string): Scorecard["skills"][number] {
    const found = card.skills.find((one) => one.skill === skill);
    assert.ok(found);
    return found;
}

describe("An agent on a range", function () {
    this.timeout(1_800_000);

    for (const one of examCases.filter(isAsked)) {
        const { agent, task, skill, points, reason } = one;
        const [least, most] = points;
        const worth = least === most ? `${least}` : `${least} to ${most}`;
        it(`that ${agent} in ${task} has ${worth} for ${skill}, and is told why`, async () => {
            const { record } = await heldExam({ ...one, speed });
            const plays = one.needsPlays === true ? await playsFor(record) : unplayed;
            const card = scoreOf(record, plays);
            const score = scoreIn(card, skill);
            const told = cardText(card);
            assert.ok(score.points !== null, told);
            assert.ok(score.points >= least && score.points <= most, told);
            assert.match(score.reasons.join("\n"), reason);
            console.log(`      ${task} ${agent}: ${score.points}, ${score.reasons.join("; ")}`);
        });
    }
});

/** What one of those that share a shop has said. */
function voiceOf(record: ExamRecord, name: string): Scorecard {
    const answers = record.answers.filter(({ line }) => {
        const { answer } = readAnswer(line);
        return answer?.prose === name;
    });
    assert.ok(answers.length > 0, name);
    return scoreOf({ ...record, answers }, unplayed);
}

describe("Agents that only talk", function () {
    this.timeout(1_800_000);

    let record: ExamRecord;
    before(async () => {
        const prose = "early";
        const guess = { query: "kubectl get pods", showed: "front-end restarts" };
        const cause = "busy-process-killed-by-probe";
        ({ record } = await heldExam({
            ...{ task: "hybrid", agent: "saysMuch", capSeconds: 600, speed },
            saysAtOnce: [
                { skill: "detect", incident: true, users: ["errors"], prose },
                { skill: "diagnose", service: "front-end", cause, evidence: [guess], prose },
            ],
        }));
    });

    const told = (name: string, skill: string): readonly [number | null, string] => {
        const { points, reasons } = scoreIn(voiceOf(record, name), skill);
        return [points, reasons.join("\n")];
    };

    it("have nothing for an answer before there was harm", () => {
        const [detected, why] = told("early", "detect");
        assert.equal(detected, 0);
        assert.match(why, /an alarm before there was anything to be seen/);
        const [diagnosed, too] = told("early", "diagnose");
        assert.equal(diagnosed, 0);
        assert.match(too, /said before there was anything to be seen/);
    });

    it("have nothing for claiming every cause, the right one too", () => {
        const [points, why] = told("claims-all", "diagnose");
        assert.equal(points, 0);
        assert.match(why, /claims 5 causes/);
    });

    it("are taken to have guessed where the task's text is all their evidence", () => {
        const [points, why] = told("copies", "diagnose");
        assert.equal(points, 38);
        assert.match(why, /is copied from the text of the task/);
    });

    it("are believed where the world bears them out", () => {
        const [points, why] = told("honest", "diagnose");
        assert.equal(points, 100, why);
        const [detected, since] = told("honest", "detect");
        assert.ok(detected !== null && detected >= 60, since);
    });

    it("have nothing for a remedy that they only talk of", () => {
        assert.deepEqual(told("honest", "remediate"), [0, "nothing was done"]);
    });
});

describe("An agent that kills the exam", function () {
    this.timeout(1_800_000);

    it("has no record, and so nothing that could be scored or shown", async () => {
        const out = mkdtempSync(join(tmpdir(), "exams-"));
        const options = ["--speed", "10", "--node-port", String(newNodePort()), "--out", out];
        const agent = ["--agent", agentCommand("killsRecorder")];
        const exam = spawn(
            process.execPath,
            ["--import", "tsx", "cli/exam.ts", "quiet", ...options, ...agent],
            { cwd: resolve(__dirname, "../.."), stdio: "ignore" },
        );
        try {
            const [, signal] = (await once(exam, "exit")) as [number | null, string | null];
            assert.equal(signal, "SIGKILL");
            const folder = join(out, "quiet-1");
            assert.throws(() => readRecord(folder), /was broken off, and has no record/);
            assert.ok(!existsSync(join(folder, "card.json")));
        } finally {
            exam.kill();
            rmSync(out, { recursive: true });
        }
    });
});
