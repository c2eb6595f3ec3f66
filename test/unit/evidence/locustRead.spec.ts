import assert from "node:assert/strict";

import type { RequestStatistics } from "../../../evidence/evidence";
import { locustCsvs } from "../../../evidence/locustCsv";
import { readFailures, readHistory, readStats, reasonOf } from "../../../evidence/locustRead";
import { quantile, SketchBuilder } from "../../../evidence/sketch";

describe("Locust's files, read back", () => {
    const builder = new SketchBuilder();
    for (let value = 1; value <= 1000; value += 1) {
        builder.add(value);
    }
    const responseTimes = builder.take();
    assert.ok(responseTimes);
    const rates = { requestsPerSecond: 10, failuresPerSecond: 1, averageContentBytes: 7 };
    const counts = { requests: 1000, failures: 100 };
    const total = { method: "", name: "Aggregated", ...counts, responseTimes, ...rates };
    const history = {
        ...{ time: 100, users: 3, method: "", name: "Aggregated", ...counts, ...rates },
        ...{ medianMs: 1, meanMs: 2, minMs: 3, maxMs: 4 },
    };
    const error = 'slow: over 2 s, "so", it says';
    const failure = { method: "GET", name: "a, b", error, reason: "slow", occurrences: 9 } as const;
    const statistics: RequestStatistics = {
        ...{ rows: [{ ...total, method: "GET", name: "a, b" }], total, failures: [failure] },
        ...{ history: [history], moneyAtRiskDollars: 0, failedOrders: 0 },
    };
    const csvs = locustCsvs(statistics);

    it("have the rows, their counts, and percentiles as exact as Locust writes them", () => {
        const rows = readStats(csvs.get("_stats.csv") ?? "");
        assert.deepEqual(
            rows.map(({ method, name, requests, failures }) => [method, name, requests, failures]),
            [
                ["GET", "a, b", 1000, 100],
                ["", "Aggregated", 1000, 100],
            ],
        );
        const times = rows[1]?.responseTimes;
        assert.ok(times);
        for (const share of [0.5, 0.9, 0.95, 0.99]) {
            const [was, is] = [responseTimes, times].map((one) => quantile(one, share) ?? 0);
            // Two figures of Locust's, and a bin.
            assert.ok(Math.abs((is ?? 0) / (was ?? 1) - 1) < 0.06, `${share}: ${was} ${is}`);
        }
        assert.ok(Math.abs(times.sum / times.count - 500.5) < 0.01);
        assert.deepEqual([times.min, times.max, times.count], [1, 1000, 1000]);
        assert.equal(
            times.bins.reduce((sum, [, count]) => sum + count, 0),
            1000,
        );
    });

    it("have the course, without percentiles where there were none", () => {
        assert.deepEqual(readHistory(csvs.get("_stats_history.csv") ?? ""), [history]);
    });

    it("have the failures, whatever stands in their words", () => {
        assert.deepEqual(readFailures(csvs.get("_failures.csv") ?? ""), [failure]);
    });

    it("lay nothing to the shop that is the generator's own", () => {
        assert.equal(reasonOf("generator: out of local ports"), undefined);
        assert.equal(reasonOf("connect timeout: no connection within 180 s"), "connectTimeout");
        assert.equal(reasonOf("HTTP 500"), "status");
    });
});
