/** The example agent sits exams as a stranger has it sit them: by the command, from its own folder. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

import type { Scorecard } from "../../exam/score/score";
import { buildKubectl } from "../../range/controlPlane/programs";
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

    /** Points by skill, of those that the task asks for. */
    async function pointsOf(task: string, cap: string): Promise<Readonly<Record<string, number>>> {
        const tsx = pathToFileURL(require.resolve("tsx")).href;
        const agent = `'${process.execPath}' '${join(folder, "agent", "agent.mjs")}'`;
        const args = [
            ...["--import", tsx, join(project, "cli/exam.ts"), task, "--agent", agent, "--json"],
            ...["--speed", "10", "--cap", cap, "--node-port", String(newNodePort())],
            ...["--out", join(folder, "exams")],
        ];
        const kubectl = dirname(await buildKubectl(() => undefined));
        const path = [kubectl, process.env.PATH].join(delimiter);
        const environment = { ...process.env, PATH: path };
        const { stdout } = await promisify(execFile)(process.execPath, args, { env: environment });
        const { skills, refused } = JSON.parse(stdout) as Scorecard;
        assert.deepEqual(refused, []);
        return Object.fromEntries(
            skills.flatMap(({ skill, points }) => (points === null ? [] : [[skill, points]])),
        );
    }

    it("finds a service that was scaled away, says so, and brings it back", async () => {
        const points = await pointsOf("payment", "15m");
        assert.equal(points.diagnose, 100);
        assert.ok((points.remediate ?? 0) >= 50, JSON.stringify(points));
        assert.ok((points.detect ?? 0) >= 60 && (points.assess ?? 0) >= 50, JSON.stringify(points));
    });

    it("raises no alarm where somebody has only restarted a service, and changes nothing", async () => {
        assert.deepEqual(await pointsOf("restarted", "6m"), { detect: 100 });
    });
});
