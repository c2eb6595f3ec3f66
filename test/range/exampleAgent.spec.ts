/** The example agent sits exams as a stranger has it sit them: by the command, from its own folder. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

import type { Scorecard } from "../../exam/score/score";
import { buildKubectl } from "../support/range/kubectl";
import { newNodePort } from "../support/range/nodePort";

const project = resolve(__dirname, "../..");

describe("The example agent", function () {
    this.timeout(600_000);
    let folder: string;

    before(() => {
        folder = mkdtempSync(join(tmpdir(), "example-"));
        // Away from the project, of which it must need nothing.
        cpSync(join(project, "examples/agent"), join(folder, "agent"), { recursive: true });
    });

    after(() => {
        rmSync(folder, { recursive: true });
    });

    it("brings a service back that was scaled away, and leaves a healthy shop alone", async () => {
        const tsx = pathToFileURL(require.resolve("tsx")).href;
        const agent = `'${process.execPath}' '${join(folder, "agent", "agent.mjs")}'`;
        const out = join(folder, "exams");
        const args = [
            ...["--import", tsx, join(project, "cli/exam.ts"), "payment", "restarted"],
            ...["--agent", agent, "--speed", "10", "--cap", "15m", "--out", out],
            ...["--node-port", String(newNodePort())],
        ];
        const kubectl = dirname(await buildKubectl(() => undefined));
        const path = [kubectl, process.env.PATH].join(delimiter);
        const environment = { ...process.env, PATH: path };
        await promisify(execFile)(process.execPath, args, { env: environment });

        const points = pointsIn(join(out, "payment-1"));
        assert.equal(points.diagnose, 100);
        assert.ok((points.remediate ?? 0) >= 50, JSON.stringify(points));
        assert.ok((points.detect ?? 0) >= 60 && (points.assess ?? 0) >= 50, JSON.stringify(points));
        // Somebody restarts an innocent service there.
        assert.deepEqual(pointsIn(join(out, "restarted-1")), { detect: 100 });
    });
});

/** By skill, of those that the task asks for. */
function pointsIn(exam: string): Readonly<Record<string, number>> {
    const card = readFileSync(join(exam, "card.json"), "utf8");
    const { skills, refused } = JSON.parse(card) as Scorecard;
    assert.deepEqual(refused, []);
    return Object.fromEntries(
        skills.flatMap(({ skill, points }) => (points === null ? [] : [[skill, points]])),
    );
}
