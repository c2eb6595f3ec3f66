import assert from "node:assert/strict";
import { logPipeline } from "../../components/observability/pipeline/definition";
import { LogMetricFeed } from "../../datadog/pipeline/logMetricFeed";
import { logMetrics } from "../../components/observability/pipeline/logMetrics";
import { logProcessor } from "../../datadog/pipeline/process";
import type { ProcessedLog } from "../../datadog/pipeline/processedLog";
import { mixes } from "../../scenarios/load/mixes";
import { StandInShop } from "../support/standInShop";
import { LocustRun } from "./support/locustRun";
import type { FinishedRun } from "./support/locustRun";
import { prepared } from "./support/prepared";
import { removeRuns } from "./support/scripts";

/** Long enough for the table that is printed after 5 s to hold requests, and for one more. */
const seconds = 12;

const scope = { namespace: "sock-shop" };

/** A run of customers whose orders all fail, as without payment. */
async function failingRun(processes: number): Promise<FinishedRun> {
    const shop = await StandInShop.start({ paymentUp: false });
    try {
        const mix = { ...mixes.checkout, waitSeconds: { min: 0.1, max: 0.3 } };
        return await LocustRun.complete({ mix, host: shop.url, users: 5, seconds, processes });
    } finally {
        await shop.stop();
    }
}

/** What Datadog makes of what Locust wrote; the agent drops blank lines and blanks around lines. */
function logsOf(run: FinishedRun): readonly ProcessedLog[] {
    const process = logProcessor(logPipeline(scope));
    return run.output
        .split("\n")
        .map((line) => line.trim())
        .filter((line) => line !== "")
        .map((message, time) =>
            process({
                time,
                message,
                status: "error",
                service: "locust",
                tags: { kube_namespace: "sock-shop", kube_container_name: "locust" },
            }),
        );
}

/** The logs that carry the statistics of a task, in order. */
function rowsOf(logs: readonly ProcessedLog[], task: string): readonly ProcessedLog[] {
    return logs.filter(
        ({ attributes }) =>
            attributes["users.task"] === task && attributes["users.requests"] !== undefined,
    );
}

for (const processes of [1, 2]) {
    describe(`what Locust writes, in ${processes} process(es), as the log pipeline reads it`, () => {
        after(removeRuns);

        const made = prepared(() => failingRun(processes));

        it("has the totals of the run in the last table", async () => {
            const run = await made();
            const logs = logsOf(run);
            const { totals } = run.summary;
            const last = rowsOf(logs, "Aggregated").at(-1)?.attributes ?? {};
            assert.equal(last["users.requests"], totals.requests, run.output);
            assert.equal(last["users.failures"], totals.failures);
            assert.ok(totals.failures > 0, run.output);
            for (const { name, requests, failures } of run.summary.tasks) {
                const row = rowsOf(logs, name).at(-1)?.attributes ?? {};
                assert.equal(row["users.requests"], requests, `${name}\n${run.output}`);
                assert.equal(row["users.failures"], failures, name);
            }
        });

        it("has a table every five seconds, with rates of the last ten", async () => {
            const run = await made();
            const feed = new LogMetricFeed(logMetrics(scope));
            const points = logsOf(run).flatMap((log) => feed.take(log));
            const valuesOf = (name: string): readonly number[] =>
                points
                    .filter(({ metric }) => metric === `sockshop.users.${name}`)
                    .map(({ value }) => value);
            const rates = valuesOf("requests_per_second");
            // At 0, 5 and 10 s, and at the end; a slow machine may miss one.
            assert.ok(rates.length >= 3 && rates.length <= 5, `${rates.length}\n${run.output}`);
            const { requests, failures } = run.summary.totals;
            const mean = requests / seconds;
            assert.ok((rates.at(-1) ?? 0) > mean / 2 && (rates.at(-1) ?? 0) < mean * 2);
            const failing = valuesOf("failures_per_second").at(-1) ?? 0;
            const share = failing / (rates.at(-1) ?? 1);
            assert.ok(Math.abs(share - failures / requests) < 0.1, `${share}`);
            assert.ok(valuesOf("response_time_mean").every((value) => value < 5000));
        });

        it("names each failure and how often it happened", async () => {
            const run = await made();
            const failures = logsOf(run).filter(
                ({ attributes }) =>
                    attributes["error.message"] !== undefined &&
                    attributes["users.task"] !== undefined,
            );
            assert.ok(failures.length > 0, run.output);
            const counted = failures.reduce(
                (sum, { attributes }) => sum + Number(attributes["users.failures"]),
                0,
            );
            assert.equal(counted, run.summary.totals.failures, run.output);
            assert.ok(failures.every(({ status }) => status === "warn"));
        });

        it("has no line that passes for an error, though all of it goes to stderr", async () => {
            const run = await made();
            const errors = logsOf(run).filter(({ status }) => status === "error");
            assert.deepEqual(
                errors.map(({ message }) => message),
                [],
            );
        });
    });
}
