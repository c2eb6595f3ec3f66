import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { exam } from "../../../cli/exam";
import { parseExam } from "../../../cli/exam/arguments";
import { beginRecord, cardFile, writeRecord } from "../../../exam/record/files";
import type { Scorecard } from "../../../exam/score/score";
import { examTasks } from "../../../exam/tasks/tasks";
import { newNodePort } from "../../support/range/nodePort";
import { recordOf } from "../exam/recordOf";
import { ended } from "./ended";

const nobody = { log: () => undefined, error: () => undefined };
const parsed = (...args: readonly string[]) => parseExam(args, nobody);

describe("npm run exam", () => {
    let folder: string;
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "exam-spec-"));
    });
    afterEach(() => {
        rmSync(folder, { recursive: true });
    });

    /** As an exam leaves it. */
    function sat(name: string, command: string | undefined, total: number): void {
        const directory = join(folder, name);
        mkdirSync(directory);
        const record = recordOf({ task: "hybrid", served: () => ({}) });
        writeRecord(directory, command === undefined ? record : { ...record, command });
        const card: Scorecard = {
            ...{ format: 1, task: "hybrid", isControl: false, seed: 1, total, skills: [] },
            ...{ firstHarm: null, refused: [] },
            collateral: { touched: [], deleted: [], requestsLost: 0 },
        };
        writeFileSync(join(directory, cardFile), JSON.stringify(card));
    }

    it("wants some tasks or all of them, and names what there is", () => {
        assert.throws(() => parsed(), /Say which task, or --all. There are .*hybrid.*quiet/);
        assert.throws(() => parsed("hybrid", "--all"), /Say hybrid or --all/);
        assert.throws(() => parsed("hybird"), /Did you mean hybrid\?/);
        const one = parsed("hybrid", "--cap", "5m");
        assert.ok(one.kind === "hold" && one.capSeconds === 300 && one.tasks.length === 1);
        const some = parsed("quiet", "hybrid", "quiet");
        assert.deepEqual(some.kind === "hold" && some.tasks.map(({ id }) => id), [
            "quiet",
            "hybrid",
        ]);
        const all = parsed("--all");
        assert.ok(all.kind === "hold" && all.tasks.length === examTasks.length);
    });

    it("refuses a time that leaves no room for a fix, and a seed given twice", () => {
        assert.throws(() => parsed("hybrid", "--cap", "2m"), /from 3m to 55m/);
        assert.throws(() => parsed("hybrid", "--seed", "1", "--seed", "2"), /given twice/);
    });

    it("passes no variable on that is not set", () => {
        const missing = () => parsed("hybrid", "--agent", "a", "--pass", "NOT_SET_ANYWHERE");
        assert.throws(missing, /--pass NOT_SET_ANYWHERE: is not set here/);
    });

    it("is held on a range of its own, and says why nowhere else", () => {
        assert.equal(parsed("hybrid", "--on", "range").kind, "hold");
        for (const where of ["kind", "running"]) {
            assert.throws(
                () => parsed("hybrid", "--on", where),
                /on a range that it starts itself/,
            );
        }
    });

    it("takes no task beside what is recorded", () => {
        assert.throws(() => parsed("hybrid", "--replay", "x"), /takes no task and no agent/);
        assert.throws(() => parsed("--all", "--report", "x"), /takes no task and no agent/);
    });

    it("sets exams side by side: those of a folder, and those that are named", async () => {
        sat("one", "my-agent", 40);
        sat("two", "my-agent", 90);
        sat("three", undefined, 20);
        const out = join(folder, "board");
        const { code, output } = await ended((say) =>
            exam(["--report", folder, "--out", out], say),
        );
        assert.equal(code, 0);
        assert.match(output, /by hand.*20/);
        assert.match(output, /my-agent.*65 \(40 to 90\)/);
        const page = readFileSync(join(out, "leaderboard.html"), "utf8");
        assert.ok(page.includes("65\u00a0(40\u00a0to\u00a090)"));
        const named = ["--report", join(folder, "one"), "--report", join(folder, "three")];
        const some = await ended((say) => exam([...named, "--out", out], say));
        assert.match(some.output, /my-agent.*40 /);
    });

    it("leaves no earlier card where an exam begins: it would pass for the new agent's", () => {
        sat("one", "my-agent", 90);
        const directory = join(folder, "one");
        assert.ok(existsSync(join(directory, cardFile)));
        beginRecord(directory);
        assert.ok(!existsSync(join(directory, cardFile)));
    });

    it("says what failed where an exam cannot be scored, and how to score it again", async () => {
        const record = recordOf({ task: "hybrid", served: () => ({ ended: 20 }) });
        writeRecord(folder, { ...record, injected: { ...record.injected, users: "many" } });
        const { code, output, errors } = await ended((say) => exam(["--replay", folder], say));
        assert.deepEqual([code, output], [1, ""]);
        assert.match(errors, /It was not scored: .*users = "many"/s);
        assert.ok(errors.includes(`npm run exam -- --replay ${folder}`));
        assert.ok(!existsSync(join(folder, cardFile)));
    });

    it("replaces no other agent's exam, and says how to keep both", async () => {
        sat("quiet-1", "theirs", 90);
        sat("quiet-2", undefined, 90);
        const asked = ["quiet", "--out", folder, "--programs", join(folder, "none")];
        for (const [seed, agent, whose] of [
            ["1", ["--agent", "mine"], "theirs"],
            ["1", [], "theirs"],
            ["2", ["--agent", "mine"], "by hand"],
        ] as const) {
            await assert.rejects(exam([...asked, "--seed", seed, ...agent], nobody), (error) => {
                assert.ok(error instanceof Error);
                assert.ok(error.message.includes(join(folder, `quiet-${seed}`)), error.message);
                assert.ok(error.message.includes(`(${whose})`), error.message);
                assert.match(error.message, /--out/);
                return true;
            });
        }
        // Before anything is held: the second of two is in the way.
        await assert.rejects(
            exam([...asked, "--seed", "0", "--repeat", "2"], nobody),
            /quiet-1.*--out/,
        );
        assert.ok(existsSync(join(folder, "quiet-1", cardFile)));
    });

    it("lets an agent sit again what it has sat, and what was broken off", async () => {
        sat("quiet-1", "mine", 90);
        beginRecord(join(folder, "quiet-2"));
        const asked = ["quiet", "--repeat", "2", "--agent", "mine", "--out", folder];
        await assert.rejects(
            exam([...asked, "--programs", join(folder, "none")], nobody),
            /--programs .*missing there/,
        );
    });

    it("leaves an exam out that has no record or no score, and says so", async () => {
        sat("one", "my-agent", 40);
        sat("two", "my-agent", 90);
        rmSync(join(folder, "one", "record.json.gz"));
        sat("three", "other-agent", 20);
        rmSync(join(folder, "three", cardFile));
        const { code, output, errors } = await ended((say) =>
            exam(["--report", folder, "--out", folder], say),
        );
        assert.equal(code, 0);
        assert.match(output, /my-agent.*90 /);
        assert.ok(!output.includes("other-agent"));
        assert.match(errors, /one: there is no record of an exam in it. It is left out./);
        const again = `npm run exam -- --replay ${join(folder, "three")}`;
        assert.ok(errors.includes(`three: it has not been scored; ${again} does. It is left out.`));
    });

    it("writes the card where it scores a record again", async () => {
        const record = recordOf({ task: "quiet", served: () => ({ ended: 20 }) });
        writeRecord(folder, record);
        const { code, output } = await ended((say) => exam(["--replay", folder, "--json"], say));
        assert.equal(code, 0);
        assert.equal(readFileSync(join(folder, cardFile), "utf8").trimEnd(), output);
    });

    it("that is interrupted says so by its exit code, and holds no further one", async function () {
        this.timeout(60_000);
        for (const name of [
            "etcd",
            "kube-apiserver",
            "kube-controller-manager",
            "kube-scheduler",
        ]) {
            const script = '#!/bin/sh\n[ "$1" = --version ] || exec sleep 60\n';
            writeFileSync(join(folder, name), script, { mode: 0o755 });
        }
        const own = ["--programs", folder, "--out", folder, "--node-port", String(newNodePort())];
        const running = spawn(
            process.execPath,
            ["--import", "tsx", "cli/exam.ts", "quiet", "busy", "--agent", "true", ...own],
            { cwd: join(__dirname, "../../.."), stdio: ["ignore", "ignore", "pipe"] },
        );
        let said = "";
        running.stderr.setEncoding("utf8").on("data", (text: string) => {
            if (!said.includes("Bringing up") && (said + text).includes("Bringing up")) {
                running.kill("SIGINT");
            }
            said += text;
        });
        const [code] = (await once(running, "close")) as [number | null];
        assert.equal(code, 130, said);
        assert.ok(!said.includes("Exam 2 of 2"), said);
    });

    it("says where no exam is", async () => {
        await assert.rejects(
            exam(["--report", join(folder, "nowhere"), "--out", folder], nobody),
            /nowhere: there is no scorecard in it, nor in a folder below/,
        );
    });
});
