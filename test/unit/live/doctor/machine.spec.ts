import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Finding } from "../../../../live/doctor/finding";
import { limitFindings } from "../../../../live/doctor/limits";
import { type Ran, type RunProgram, runProgram } from "../../../../live/doctor/programs";
import { knownKeys, ownValues, stackConfig } from "../../../../live/doctor/stackFile";
import { toolFindings } from "../../../../live/doctor/tools";

const answers: Readonly<Record<string, string>> = {
    pulumi: "v3.259.0",
    kubectl: "Client Version: v1.34.1\nKustomize Version: v5.7.1",
    docker: "28.1.0",
    kind: "kind v0.30.0 go1.24.6 linux/amd64",
};

/** All programs work but those named, which are not there. */
const without =
    (...absent: readonly string[]): RunProgram =>
    (program) =>
        Promise.resolve(
            absent.includes(program)
                ? { code: undefined, output: "", errors: "" }
                : { code: 0, output: `${answers[program] ?? ""}\n`, errors: "" },
        );

const brief = (findings: readonly Finding[]): readonly string[] =>
    findings.map(({ what, standing, found }) => `${what} ${standing} ${found}`);

describe("the tools of an experiment", () => {
    it("are told with their versions", async () => {
        assert.deepEqual(brief(await toolFindings(without(), "24.1.0", true)), [
            "Node.js ok 24.1.0",
            "pulumi ok 3.259.0",
            "kubectl ok 1.34.1",
            "docker ok 28.1.0",
            "kind ok 0.30.0",
        ]);
    });

    it("are missing when they are needed: Docker and kind only to make the cluster", async () => {
        const run = without("pulumi", "kubectl", "docker", "kind");
        assert.deepEqual(brief(await toolFindings(run, "20.9.0", false)), [
            "Node.js missing 20.9.0",
            "pulumi missing not installed",
            "kubectl advice not installed",
        ]);
        const making = await toolFindings(run, "24.0.0", true);
        assert.deepEqual(brief(making).slice(3), [
            "docker missing not installed",
            "kind missing not installed",
        ]);
        assert.ok(making.every(({ standing, mend }) => standing === "ok" || mend !== undefined));
    });

    it("that are there and do not work are quoted", async () => {
        const run: RunProgram = (program, args) =>
            program === "docker"
                ? Promise.resolve({ code: 1, output: "\n", errors: "\nCannot connect\nmore\n" })
                : without()(program, args);
        assert.ok(
            brief(await toolFindings(run, "24.0.0", true)).includes(
                "docker missing does not work: Cannot connect",
            ),
        );
    });

    it("are run without a shell, and their ends are told apart", async () => {
        const script = 'console.log("out $HOME"); console.error("err"); process.exit(3)';
        const ran: Ran = await runProgram(process.execPath, ["-e", script]);
        assert.deepEqual(ran, { code: 3, output: "out $HOME\n", errors: "err\n" });
        assert.equal((await runProgram("no-such-program-here", [])).code, undefined);
    });
});

describe("the limits of the machine", () => {
    const files = (instances: string, watches: string, open: string) => (path: string) =>
        ({
            "/proc/sys/fs/inotify/max_user_instances": `${instances}\n`,
            "/proc/sys/fs/inotify/max_user_watches": `${watches}\n`,
            "/proc/self/limits": `Max processes  1  1  processes\nMax open files   ${open}   9999   files\n`,
        })[path];

    it("are advice where they are too small for kind, with what raises them", () => {
        const low = limitFindings(files("128", "8192", "256"));
        assert.deepEqual(
            low.map(({ standing }) => standing),
            ["advice", "advice", "advice"],
        );
        assert.match(low[0]?.mend ?? "", /sysctl fs\.inotify\.max_user_instances=512/);
        const enough = limitFindings(files("512", "524288", "unlimited"));
        assert.deepEqual(
            enough.map(({ standing }) => standing),
            ["ok", "ok", "ok"],
        );
    });

    it("are unknown where the machine has no /proc", () => {
        const findings = limitFindings(() => undefined);
        assert.ok(findings.every(({ standing }) => standing === "unknown"));
    });
});

describe("the settings of a stack's file", () => {
    let folder = "";
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "stack-file-"));
    });
    afterEach(() => {
        rmSync(folder, { recursive: true });
    });
    const config = (text: string): Readonly<Record<string, unknown>> => {
        writeFileSync(join(folder, "Pulumi.dev.yaml"), text);
        return stackConfig(folder, "dev");
    };

    it("are this project's, as text", () => {
        const values = ownValues(
            config(
                "config:\n  sock-shop-incidents:users: 500\n  other:users: 1\n" +
                    "  sock-shop-incidents:allowContexts: [mine]\n  sock-shop-incidents:run: a\n",
            ),
        );
        assert.deepEqual(values, { users: "500", allowContexts: '["mine"]', run: "a" });
        assert.deepEqual(stackConfig(folder, "other"), {});
        assert.deepEqual(config(""), {});
    });

    it("have keys that only the CLI opens; what it does not is looked for outside", async () => {
        const asked: string[] = [];
        const run: RunProgram = (program, args) => {
            asked.push([program, ...args].join(" "));
            return Promise.resolve({ code: 0, output: "opened\n", errors: "" });
        };
        const sealed = config("config:\n  datadog:apiKey:\n    secure: v1:abc\n");
        const environment = { DD_API_KEY: "outside", DATADOG_APP_KEY: "app", DD_HOST: "" };
        assert.deepEqual(await knownKeys(sealed, "dev", environment, run), {
            apiKey: "opened",
            appKey: "app",
            apiUrl: undefined,
        });
        assert.deepEqual(asked, ["pulumi config get datadog:apiKey --stack dev"]);
        const closed = await knownKeys(sealed, "dev", environment, without("pulumi"));
        assert.equal(closed.apiKey, "outside");
    });
});
