/** A shop under load as an experiment sees it, made of how long ago its incident was injected. */
import { locustCsvs } from "../../../evidence/locustCsv";
import type { HistoryRow, RequestStatistics } from "../../../evidence/evidence";
import { SketchBuilder } from "../../../evidence/sketch";
import type { Look } from "../../../experiment/senses/look";
import type { StoredResults } from "../../../live/results/read";

/** Seconds of load. */
export const loadSeconds = 60;

/** Its front-end restarts twice after 20 s. */
export function lookAfter(after: number, at: number, node?: string): Look {
    return {
        at,
        changes: [],
        containers: [
            {
                ...{ deployment: "front-end", pod: "front-end-abc-x1", container: "front-end" },
                ...{ restarts: after >= 20 ? 2 : 0, waiting: undefined, lastEnd: undefined },
                ...{ cpuLimit: 0.3, memoryLimit: undefined },
            },
        ],
        deployments: [{ name: "front-end", desired: 1, available: after >= 10 ? 0 : 1 }],
        autoscalers: [],
        endpoints: [],
        usage: undefined,
        isLoadActive: after >= 0 && after < loadSeconds,
        load: undefined,
        surroundings: {
            unhealthy: [],
            nodes: node === undefined ? [] : [node],
            freeMemory: undefined,
        },
    };
}

/** As Locust and its script leave them; failures are not told apart. Half of the requests fail. */
export function resultsOf(startedAt: number, endedAt: number): StoredResults {
    const summary = {
        schema: 1,
        startedAt: new Date(startedAt * 1000).toISOString(),
        endedAt: new Date(endedAt * 1000).toISOString(),
        totals: { requests: 100, failures: 50, milliseconds: { p50: 20, p95: 80, max: 90 } },
    };
    const csvs = locustCsvs(statistics(startedAt, endedAt));
    const data = {
        "summary.json": JSON.stringify(summary),
        "locust_stats.csv": csvs.get("_stats.csv") ?? "",
        "locust_stats_history.csv": csvs.get("_stats_history.csv") ?? "",
    };
    return { configMaps: [{ data }], job: undefined };
}

function statistics(startedAt: number, endedAt: number): RequestStatistics {
    const sketch = new SketchBuilder();
    sketch.add(20, 100);
    const responseTimes = sketch.take();
    if (responseTimes === undefined) {
        throw new Error("nothing was added");
    }
    const rates = { requestsPerSecond: 2, failuresPerSecond: 1, averageContentBytes: 0 };
    const total = { method: "", name: "Aggregated", requests: 100, failures: 50, responseTimes };
    const history: HistoryRow[] = [];
    for (let time = startedAt; time <= endedAt; time += 5) {
        const failures = time - startedAt >= 15 ? 1 : 0;
        history.push({
            ...{ time, users: 10, method: "", name: "Aggregated", ...rates },
            ...{ requests: 1, failures, medianMs: 20, meanMs: 20, minMs: 20, maxMs: 20 },
        });
    }
    const orders = { moneyAtRiskDollars: 0, failedOrders: 0 };
    return { rows: [], total: { ...total, ...rates }, failures: [], history, ...orders };
}
