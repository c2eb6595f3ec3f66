import assert from "node:assert/strict";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import { decodeResults } from "../../../../live/results/decode";
import { laterRun, nothingYet } from "../../../../live/results/progress";
import { directoryName, readSummary, type RunSummary } from "../../../../live/results/summary";
import { filesText, summaryText } from "../../../../live/results/text";
import type { IncidentJob } from "../../../../live/snapshot/incident";
import { place, plain } from "../support";

/** As scenarios/load/summary.py writes it. */
export const summary = {
    schema: 1,
    run: "2",
    mix: "checkout",
    host: "http://front-end.sock-shop.svc.cluster.local",
    users: 10,
    spawnRatePerSecond: 1,
    requestedSeconds: 120,
    processes: 1,
    workersLost: 0,
    startedAt: "2025-01-31T11:58:00.000Z",
    endedAt: "2025-01-31T12:00:00.123Z",
    stoppedEarly: false,
    totals: {
        requests: 1234,
        failures: 120,
        failureRatio: 0.0972,
        requestsPerSecond: 10.3,
        milliseconds: { mean: 23.5, p50: 20, p66: 22, p95: 1340, p99: 2000, max: 135500.5 },
        failuresByReason: { "no answer within 60 s": 1, "payment failed": 119 },
    },
    tasks: [
        {
            name: "Place Order",
            method: "POST",
            requests: 120,
            failures: 120,
            failureRatio: 1,
            requestsPerSecond: 1,
            milliseconds: { mean: 20, p50: 19.6, p95: 40, max: 999 },
            failuresByReason: { "payment failed": 120 },
        },
    ],
    orders: { placed: 3, failed: 120, declined: 2, unanswered: 1, moneyAtRisk: 2345.6 },
    omitted: [{ name: "locust_stats_history.csv", bytes: 1_200_000, why: "no room for it" }],
};

function runOf(changes: Readonly<Record<string, unknown>> = {}): RunSummary {
    const { run, problem } = readSummary(JSON.stringify({ ...summary, ...changes }));
    assert.equal(problem, undefined);
    return run;
}

const base64 = (content: Buffer): string => content.toString("base64");

describe("stored results", () => {
    it("are all files of both ConfigMaps, the compressed ones unpacked", () => {
        const report = Buffer.from("<html>é\u{1f9e6}</html>");
        const { files, notes } = decodeResults([
            { data: { "summary.json": "{}", "failed-orders.csv": "time,customer\n" } },
            { binaryData: { "report.html.gz": base64(gzipSync(report)), "x.bin": base64(report) } },
        ]);
        assert.deepEqual(
            files.map(({ name, content }) => [name, content.toString("utf8")]),
            [
                ["failed-orders.csv", "time,customer\n"],
                ["report.html", "<html>é\u{1f9e6}</html>"],
                ["summary.json", "{}"],
                ["x.bin", "<html>é\u{1f9e6}</html>"],
            ],
        );
        assert.deepEqual(notes, []);
    });

    it("are none in ConfigMaps that were never written to", () => {
        assert.deepEqual(decodeResults([{ metadata: {} }, { data: {} }]), { files: [], notes: [] });
    });

    it("keep what is called compressed but is not, and say so", () => {
        const { files, notes } = decodeResults([{ binaryData: { "report.html.gz": "AAAA" } }]);
        assert.deepEqual(
            files.map(({ name }) => name),
            ["report.html.gz"],
        );
        assert.match(notes.join(), /^report\.html\.gz is not a gzip file, kept as it is/);
    });

    it("never lead out of their directory", () => {
        const names = ["../a", "..", ".", "a/b", "a\\b", ".hidden", ""];
        const data = Object.fromEntries(names.map((name) => [name, "x"]));
        assert.deepEqual(decodeResults([{ data }]).files, []);
    });
});

describe("a run's summary", () => {
    it("is read with what it lacks left open", () => {
        const { totals } = summary;
        const { run } = readSummary(JSON.stringify({ totals }));
        assert.deepEqual([run?.orders, run?.omitted, run?.tasks], [null, [], []]);
    });

    it("is reported missing, broken or not understood, by field", () => {
        assert.equal(readSummary(undefined).problem, "there is no summary.json");
        assert.equal(readSummary("{").problem, "summary.json is not JSON");
        const totals = { ...summary.totals, requests: "many" };
        assert.match(
            readSummary(JSON.stringify({ ...summary, totals })).problem ?? "",
            /^summary\.json: totals\.requests: /,
        );
    });

    it("names a directory by the run's end and label, in characters of all systems", () => {
        assert.equal(directoryName(runOf()), "2025-01-31T12-00-00Z-2");
        assert.equal(directoryName(runOf({ run: "" })), "2025-01-31T12-00-00Z");
        assert.equal(directoryName(runOf({ run: "a/../b" })), "2025-01-31T12-00-00Z-a_.._b");
        assert.equal(directoryName(undefined), "unknown-end");
    });

    it("is shown with figures, reasons and the money at risk", () => {
        const lines = plain(summaryText(runOf())).split("\n");
        assert.equal(
            lines[0],
            "Load run 2: mix checkout, 10 users for 2m, ended 2025-01-31T12:00:00.123Z",
        );
        const rows = lines
            .filter((line) => line.startsWith("║"))
            .map((line) => line.split(/[║│]/).map((cell) => cell.trim()));
        assert.deepEqual(rows, [
            ["", "task", "requests", "failed", "p50", "p95", "max", ""],
            ["", "POST Place Order", "120", "100.0 %", "20 ms", "40 ms", "999 ms", ""],
            ["", "all", "1,234", "9.7 %", "20 ms", "1.3 s", "135.5 s", ""],
        ]);
        assert.deepEqual(lines.slice(-4), [
            "Failed requests by reason, of all requests:",
            "    9.6 %  payment failed (119)",
            "    0.1 %  no answer within 60 s (1)",
            "Orders: 120 failed, $2,345.60 at risk; 3 placed, 2 declined, 1 without an answer",
        ]);
    });

    it("has the time of a shop whose clock goes faster than the wall's", () => {
        const [line] = plain(summaryText(runOf({ ranSeconds: 600 }))).split("\n");
        assert.match(line ?? "", /10 users for 10m, ended 2025/);
    });

    it("is shown without orders where none were placed, and without a single request", () => {
        const milliseconds = { p50: null, p95: null, max: null };
        const totals = { requests: 0, failures: 0, milliseconds, failuresByReason: {} };
        const text = plain(summaryText(runOf({ orders: null, totals, tasks: [] })));
        assert.match(text, /│ +- │ +- │ +- │ +- ║/);
        assert.match(text, /No request failed\.$/);
    });

    it("says how many users a load took that finds their number, and warns when all came", () => {
        const level = { highest: 300, held: 250, reachedBound: false };
        const [found] = plain(summaryText(runOf({ users: 500, level }))).split("\n");
        assert.match(
            found ?? "",
            /keep the shop slow: held 250, up to 300, of at most 500 users for 2m/,
        );
        const all = { highest: 500, held: 500, reachedBound: true };
        const [, warning] = plain(summaryText(runOf({ users: 500, level: all }))).split("\n");
        assert.match(warning ?? "", /^All users that were allowed came/);
    });

    it("warns of requests that failed in the load generator itself", () => {
        const { totals } = runOf();
        const failuresByReason = {
            "generator: out of file descriptors": 1200,
            "generator: out of local ports": 5,
            "closed: no answer": 3,
        };
        const run = runOf({ totals: { ...totals, failuresByReason } });
        assert.match(
            plain(summaryText(run)),
            /\n1,205 requests failed in the load generator itself \(out of file descriptors, out of local ports\)/,
        );
        assert.doesNotMatch(plain(summaryText(runOf())), /generator itself/);
    });

    it("warns of an early end, lost load generators and a newer version", () => {
        const run = runOf({ stoppedEarly: true, workersLost: 2, schema: 2 });
        const [, ...warnings] = plain(summaryText(run)).split("\n");
        assert.deepEqual(warnings.slice(0, 3), [
            "Written by a newer version: figures may mean something else.",
            "Stopped early, 2m was asked for.",
            "2 load generators were lost: less load than wanted reached the shop.",
        ]);
    });
});

describe("the files of a run", () => {
    const file = (name: string): { name: string; content: Buffer } => ({
        name,
        content: Buffer.alloc(0),
    });
    const all = ["failed-orders.csv", "report.html", "summary.json"].map(file);

    it("are named with the report, the orders to reconcile and what was left out", () => {
        assert.deepEqual(plain(filesText("r", all, runOf())).split("\n"), [
            "3 files are in r: failed-orders.csv, report.html, summary.json",
            `Locust's report: ${join("r", "report.html")}`,
            `Orders to reconcile: ${join("r", "failed-orders.csv")}`,
            "Left out: locust_stats_history.csv, 1172 KiB: no room for it",
        ]);
    });

    it("are named without what is not there or has nothing in it", () => {
        const orders = { ...summary.orders, failed: 0 };
        assert.equal(
            plain(filesText("r", [file("failed-orders.csv")], runOf({ orders, omitted: [] }))),
            "1 files are in r: failed-orders.csv",
        );
        assert.match(filesText("r", all, undefined), /Orders to reconcile/);
    });
});

describe("a run that has no results yet", () => {
    const job: IncidentJob = {
        name: "load-hybrid-job-1",
        role: "load",
        isActive: true,
        startedAt: "2025-01-31T12:30:00Z",
        endsAt: "2025-01-31T12:38:00.000Z",
    };
    const earlier = "2025-01-31T12:00:00.123Z";

    const texts: readonly (readonly [string, string | undefined, RegExp | undefined])[] = [
        ["none at all", nothingYet(undefined, place), /no load run has left any, and none is runn/],
        [
            "one that runs",
            nothingYet(job, place),
            /Job load-hybrid-job-1 is running, until about 2025-01-31T12:38:00\.000Z\. They/,
        ],
        [
            "one that has not started",
            nothingYet({ ...job, startedAt: undefined }, place),
            /Job load-hybrid-job-1 has not started yet/,
        ],
        [
            "one that left nothing",
            nothingYet({ ...job, isActive: false }, place),
            /has ended without leaving any.*-n sock-shop logs job\/load-hybrid-job-1$/,
        ],
        [
            "a later one that runs",
            laterRun(job, earlier, place),
            /^These are of the run before: Job load-hybrid-job-1 is running, until/,
        ],
        [
            "a later one not started yet",
            laterRun({ ...job, startedAt: undefined }, earlier, place),
            /^These are of the run before: Job load-hybrid-job-1 has not started yet/,
        ],
        [
            "a later one that left nothing",
            laterRun({ ...job, isActive: false }, earlier, place),
            /ran later and left no results/,
        ],
        [
            "the one whose results these are",
            laterRun(job, "2025-01-31T12:38:01Z", place),
            undefined,
        ],
        ["no Job any more", laterRun(undefined, earlier, place), undefined],
    ];
    for (const [title, text, expected] of texts) {
        it(`${title}: ${expected === undefined ? "nothing is said" : "is said"}`, () => {
            if (expected === undefined) {
                assert.equal(text, undefined);
            } else {
                assert.match(text ?? "", expected);
            }
        });
    }
});
