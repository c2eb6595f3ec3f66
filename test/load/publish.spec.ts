import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { mixes } from "../../scenarios/load/mixes";
import type { LoadSummary, Omission } from "../../scenarios/load/summary";
import { StandInShop } from "../support/standInShop";
import { LocustRun, allSpawned } from "./support/locustRun";
import type { FinishedRun } from "./support/locustRun";
import { prepared } from "./support/prepared";
import { removeRuns, runPython } from "./support/scripts";
import { StandInApi } from "./support/standInApi";
import type { StandInApiOptions } from "./support/standInApi";

const mix = { ...mixes.browse, waitSeconds: { min: 0.1, max: 0.4 } };
const seconds = 3;

interface Publication {
    readonly run: FinishedRun;
    readonly api: StandInApi;
    /** Seconds from the results' being written to the end of the process. */
    readonly took: number;
}

/** An API server with what an earlier run left. */
function startApi(options: StandInApiOptions): Promise<StandInApi> {
    const earlier = {
        results: { data: { "summary.json": "{}", "failed-orders.csv": "of another run" } },
        report: { binaryData: { "report.html.gz": "AAAA", "other.gz": "AAAA" } },
    };
    return StandInApi.start(earlier, options);
}

/** Run, and publish to an API server of its own. */
async function publish(
    options: StandInApiOptions,
    { prelude = "", without = false, stopped = false } = {},
): Promise<Publication> {
    const [shop, api] = await Promise.all([StandInShop.start(), startApi(options)]);
    const folder = mkdtempSync(join(tmpdir(), "publish-"));
    const environment = api.environment(folder);
    if (without) {
        await api.stop();
    }
    try {
        const host = shop.url;
        const running = await LocustRun.start(
            stopped
                ? { mix, host, seconds: 60, processes: 2, environment }
                : { mix, host, seconds, environment, prelude },
        );
        if (stopped) {
            await running.says(allSpawned);
            running.terminate();
        }
        await running.says(/Results are in/);
        const written = Date.now();
        const run = await running.end();
        return { run, api, took: (Date.now() - written) / 1000 };
    } finally {
        await Promise.all([shop.stop(), api.stop()]);
        rmSync(folder, { recursive: true, force: true });
    }
}

describe("publishing results", () => {
    after(removeRuns);

    const published = prepared(() => publish({}));

    it("replaces both ConfigMaps, and what an earlier run left in them", async () => {
        const { run, api } = await published();
        const { data = {} } = api.stored("results");
        const names = ["locust_exceptions.csv", "locust_failures.csv", "locust_stats.csv"];
        names.push("locust_stats_history.csv", "summary.json");
        assert.deepEqual(Object.keys(data).sort(), names, run.output);
        for (const name of names) {
            assert.equal(data[name], run.read(name));
        }
        const { binaryData = {} } = api.stored("report");
        assert.deepEqual(Object.keys(binaryData), ["report.html.gz"]);
        const report = gunzipSync(Buffer.from(binaryData["report.html.gz"] ?? "", "base64"));
        assert.equal(report.toString(), run.read("report.html"));
        assert.deepEqual(run.summary.omitted, []);
        assert.deepEqual(
            api.log.map((line) => line.replace(/\/\S+\//, "")),
            ["GET results 200", "PATCH results 200", "GET report 200", "PATCH report 200"],
        );
    });

    const patient = prepared(() => publish({ unavailableFor: 3 }));

    it("tries again while the API server is not available", async () => {
        const { run, api } = await patient();
        assert.equal(api.stored("results").data?.["summary.json"], run.read("summary.json"));
        assert.deepEqual(Object.keys(api.stored("report").binaryData ?? {}), ["report.html.gz"]);
    });

    const stopped = prepared(() => publish({ delay: 1_000 }, { stopped: true }));

    it("takes its time after SIGTERM, when Locust shuts down twice at once", async () => {
        const { run, api } = await stopped();
        assert.equal(api.stored("results").data?.["summary.json"], run.read("summary.json"));
        assert.deepEqual(Object.keys(api.stored("report").binaryData ?? {}), ["report.html.gz"]);
        assert.equal(api.log.length, 4);
        assert.equal(run.exitCode, 0);
    });

    const forbidden = prepared(() => publish({ forbidsWriting: true }));

    it("does not try again, lose files or fail the run when it is forbidden", async () => {
        const { run, api } = await forbidden();
        assert.equal(run.exitCode, 0);
        assert.equal(run.summary.mix, "browse");
        assert.match(
            run.output,
            /ERROR\/results: ConfigMap results is not updated.*HTTP 403.*forb/,
        );
        assert.equal(api.log.filter((line) => line.endsWith(" 403")).length, 2);
    });

    const alone = prepared(() => publish({}, { without: true }));

    it("gives up in time, and without failing the run, when there is no API server", async () => {
        const { run, took } = await alone();
        assert.ok(took > 3 && took < 20, `${took} s`);
        assert.equal(run.exitCode, 0);
        assert.match(run.output, /ConfigMap report is not updated.*refused/);
        assert.ok(run.read("report.html").length > 0);
    });

    const limit = 60_000;
    const prelude = `import publish\npublish.CONFIG_MAP_BYTES = ${limit}\n`;
    const tooLarge = prepared(() => publish({ limit }, { prelude }));

    it("names what does not fit, in what it publishes and in the file", async () => {
        const { run, api } = await tooLarge();
        const [omission, ...others] = run.summary.omitted;
        assert.deepEqual(others, []);
        assert.equal(omission?.name, "report.html.gz");
        assert.ok(omission.bytes > limit);
        const text = api.stored("results").data?.["summary.json"] ?? "";
        assert.deepEqual((JSON.parse(text) as LoadSummary).omitted, [omission]);
        // Rather no report than one of another run.
        assert.deepEqual(api.stored("report").binaryData, {});
        assert.ok(run.read("report.html").length > limit);
    });

    it("leaves out large files first, and cuts failed orders by whole lines last", async () => {
        const api = await startApi({});
        const folder = mkdtempSync(join(tmpdir(), "publish-"));
        const program = `
import json, publish
line = "2025-01-01T00:00:00.000Z,customer-1,57a98d98e4b00679b4a830b2,22.99,,zu spät\\n"
def attempt(orders, exceptions):
    files = {
        "locust_stats.csv": "s" * 5_000,
        "locust_exceptions.csv": "é" * exceptions,
        "locust_stats_history.csv": "h" * 50_000,
        "failed-orders.csv": line * orders,
    }
    kept, omitted = publish.fit(files, 2_000)
    publish.publish({"summary.json": "x" * 2_000, **kept}, b"report")
    whole = kept["failed-orders.csv"].endswith(line)
    return [sorted(kept), omitted, kept["failed-orders.csv"].count("\\n"), whole]
print(json.dumps([attempt(10, 100), attempt(1_000, 500_000), attempt(20_000, 500_000)]))
`;
        const printed = await runPython(mix, program, api.environment(folder));
        await api.stop();
        rmSync(folder, { recursive: true, force: true });
        type Attempt = [string[], Omission[], number, boolean];
        const [small, medium, large] = JSON.parse(printed) as [Attempt, Attempt, Attempt];
        assert.deepEqual([small[1], small[2]], [[], 10]);
        assert.deepEqual(
            medium[1].map(({ name, bytes }) => [name, bytes]),
            [["locust_exceptions.csv", 1_000_000]],
        );
        assert.equal(medium[2], 1_000);
        assert.deepEqual(large[0], ["failed-orders.csv", "locust_stats.csv"]);
        assert.deepEqual(
            large[1].map(({ name }) => name),
            ["locust_exceptions.csv", "locust_stats_history.csv", "failed-orders.csv"],
        );
        assert.ok(large[2] > 10_000 && large[2] < 20_000 && large[3], `${large[2]} lines`);
        assert.match(
            large[1].at(-1)?.why ?? "",
            new RegExp(`^the last ${20_000 - large[2]} lines`),
        );
        // The stand-in is as strict as the real one about 1 MiB, and took all three.
        assert.deepEqual(new Set(api.log.map((entry) => entry.slice(-3))), new Set(["200"]));
    });

    it("says what a pod would have and this place has not", async () => {
        const program = `
import publish
for missing in [{}, {"KUBERNETES_SERVICE_HOST": "::1", "KUBERNETES_CA_FILE": "/no/ca.crt"}]:
    try:
        publish.InClusterApi.from_environment(missing)
    except publish.ApiError as error:
        print(error.status, error)
`;
        const [outside, uncertified] = (await runPython(mix, program)).split("\n");
        assert.match(outside ?? "", /^0 not in a pod/);
        assert.match(uncertified ?? "", /^0 no certificate authority in \/no\/ca.crt/);
    });
});
