/** The script as the engine runs it: a process of its own. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

import { DatadogStandIn } from "../../../../support/datadog/standIn";

const project = join(__dirname, "..", "..", "..", "..", "..");
/** Nobody else's: another run of these tests may be on this machine. */
const canary = `canary-${process.pid}`;
const keys = { apiKey: `${canary}-api`, appKey: `${canary}-app` };
const view = {
    VIEW_NAME: "All Errors (dev)",
    VIEW_SEARCH: "status:error",
    VIEW_LINK: "https://us5.datadoghq.com/logs?query=status%3Aerror",
};

interface Ended {
    readonly code: number;
    readonly stdout: string;
    readonly stderr: string;
}

function run(
    verb: string,
    apiUrl: string,
    more: Readonly<Record<string, string>> = {},
): Promise<Ended> {
    const env = {
        ...process.env,
        ...view,
        DATADOG_API_URL: apiUrl,
        DD_API_KEY: keys.apiKey,
        DD_APP_KEY: keys.appKey,
        ...more,
    };
    const args = ["--import", "tsx", "live/datadog/savedViews/run.ts", verb];
    return new Promise((resolve) => {
        execFile(process.execPath, args, { cwd: project, env }, (error, stdout, stderr) => {
            resolve({ code: Number(error?.code ?? 0), stdout, stderr });
        });
    });
}

/** Command lines of all processes, where the system shows them. */
function commandLines(): string {
    try {
        return readdirSync("/proc")
            .filter((name) => /^\d+$/.test(name))
            .map((id) => {
                try {
                    return readFileSync(`/proc/${id}/cmdline`, "utf8");
                } catch {
                    return "";
                }
            })
            .join("\n");
    } catch {
        return "";
    }
}

function assertNoKey(...texts: readonly string[]): void {
    for (const text of texts) {
        assert.ok(!text.includes(canary), text);
    }
}

describe("the script of a saved view", () => {
    let standIn: DatadogStandIn;
    beforeEach(async () => {
        standIn = await DatadogStandIn.start(keys);
    });
    afterEach(() => standIn.stop());

    it("prints the id and nothing else, also when it changes the view", async () => {
        const created = await run("create", standIn.url);
        const [id] = [...standIn.account.savedViews.keys()];
        assert.deepEqual(created, { code: 0, stdout: `${String(id)}\n`, stderr: "" });
        const changes = { VIEW_SEARCH: "status:warn", PULUMI_COMMAND_STDOUT: String(id) };
        assert.deepEqual(await run("update", standIn.url, changes), created);
        const ended = await run("delete", standIn.url, { PULUMI_COMMAND_STDOUT: String(id) });
        assert.deepEqual(ended, { code: 0, stdout: "none\n", stderr: "" });
        assert.deepEqual(standIn.account.holdings, {});
    });

    it("ends well when a deletion is refused, with id and link", async () => {
        const { stdout } = await run("create", standIn.url);
        standIn.fail({ answer: 403 });
        const id = stdout.trim();
        const refused = await run("delete", standIn.url, { PULUMI_COMMAND_STDOUT: id });
        assert.equal(refused.code, 0);
        assert.match(refused.stderr, new RegExp(`id ${id}.*403.*&saved-view-id=${id}`));
    });

    it("prints the id that it was told when an update is refused", async () => {
        standIn.fail({ answer: 403 });
        const { code, stdout } = await run("update", standIn.url, { PULUMI_COMMAND_STDOUT: "12" });
        assert.deepEqual([code, stdout], [0, "12\n"]);
    });

    it("ends well without keys, and asks nobody", async () => {
        const { code, stdout, stderr } = await run("create", standIn.url, { DD_APP_KEY: "" });
        assert.deepEqual([code, stdout], [0, "none\n"]);
        assert.match(stderr, /application key/);
        assert.deepEqual(standIn.requests, []);
    });

    it("gives no key away: not when it works, nor when it is refused, nor on a command line", async () => {
        const runs = [run("create", standIn.url)];
        const seen: string[] = [];
        const watch = setInterval(() => seen.push(commandLines()), 20);
        runs.push(run("create", "http://127.0.0.1:1"), run("create", "not a URL"));
        // A key with a line break cannot be a header; the error quotes it.
        runs.push(run("create", standIn.url, { DD_API_KEY: `${canary}\nbroken` }));
        const ended = await Promise.all(runs);
        standIn.fail({ answer: 500 });
        ended.push(await run("delete", standIn.url, { PULUMI_COMMAND_STDOUT: "1" }));
        clearInterval(watch);
        assert.deepEqual(
            ended.map(({ code }) => code),
            [0, 0, 0, 0, 0],
        );
        assertNoKey(...ended.flatMap(({ stdout, stderr }) => [stdout, stderr]), ...seen);
    });

    it("follows no redirect: the keys would go along", async () => {
        const elsewhere: string[] = [];
        const stranger = createServer((request, response) => {
            elsewhere.push(JSON.stringify(request.headers));
            response.writeHead(302, { location: `${standIn.url}/api/v1/logs/views` }).end();
        });
        await new Promise<void>((resolve) => stranger.listen(0, "127.0.0.1", resolve));
        const { port } = stranger.address() as AddressInfo;
        const { code, stdout } = await run("create", `http://127.0.0.1:${port}`);
        stranger.close();
        assert.deepEqual([code, stdout], [0, "none\n"]);
        assert.ok(elsewhere.length > 0);
        assert.deepEqual(standIn.requests, []);
    });
});
