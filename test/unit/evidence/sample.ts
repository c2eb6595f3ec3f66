import type { Evidence, RequestRow, Series, Tags } from "../../../evidence/evidence";
import { SketchBuilder } from "../../../evidence/sketch";

/** 2026-01-05 10:00 UTC. */
export const epoch = 1_767_607_200;

export function sketchOf(values: readonly number[]): RequestRow["responseTimes"] {
    const builder = new SketchBuilder();
    values.forEach((value) => {
        builder.add(value);
    });
    return builder.take() ?? { count: 0, sum: 0, min: 0, max: 0, bins: [] };
}

export function series(
    metric: string,
    tags: Tags,
    points: readonly (readonly [seconds: number, value: number])[],
    intervalSeconds = 15,
): Series {
    return {
        metric,
        tags,
        intervalSeconds,
        times: points.map(([seconds]) => epoch + seconds),
        values: points.map(([, value]) => value),
    };
}

export function row(
    method: string,
    name: string,
    failures: number,
    milliseconds: readonly number[],
): RequestRow {
    return {
        method,
        name,
        requests: milliseconds.length,
        failures,
        responseTimes: sketchOf(milliseconds),
        requestsPerSecond: milliseconds.length / 60,
        failuresPerSecond: failures / 60,
        averageContentBytes: 0,
    };
}

/** A small run: a minute of load, ten minutes after it. */
export function sample(changes: Partial<Evidence> = {}): Evidence {
    return {
        format: 1,
        origin: "measured",
        run: {
            incident: "hybrid",
            remediation: "none",
            users: 10,
            settings: { users: "10" },
            from: epoch - 60,
            until: epoch + 660,
            loadStart: epoch,
            loadEnd: epoch + 60,
        },
        series: [
            series("kubernetes.containers.restarts", { kube_deployment: "front-end" }, [
                [0, 0],
                [15, 1],
            ]),
        ],
        distributions: [
            {
                metric: "sockshop.response_time",
                tags: { kube_namespace: "sock-shop" },
                intervalSeconds: 10,
                times: [epoch],
                sketches: [sketchOf([12, 300.5])],
            },
        ],
        fine: [series("users.active", {}, [[0, 10]], 1)],
        events: [
            {
                time: epoch + 20,
                title: "Pod sock-shop/front-end-1: Unhealthy",
                text: "Liveness probe failed",
                tags: { source: "kubernetes" },
            },
        ],
        uncollectedEvents: [],
        logs: [
            {
                time: epoch + 5,
                message: 'a "quoted" line, with\u001b[0m colours',
                status: "error",
                service: "front-end",
                tags: { pod_name: "front-end-1" },
            },
        ],
        requests: {
            rows: [row("GET", "Browse Catalogue", 1, [5, 240, 3_140])],
            total: row("", "Aggregated", 1, [5, 240, 3_140]),
            failures: [
                {
                    method: "GET",
                    name: "Browse Catalogue",
                    error: "slow: over 3 s",
                    reason: "slow",
                    occurrences: 1,
                },
            ],
            history: [
                {
                    time: epoch + 5,
                    users: 10,
                    method: "",
                    name: "Aggregated",
                    requestsPerSecond: 0.3,
                    failuresPerSecond: 0.1,
                    percentiles: [
                        240, 240, 240, 3_100, 3_100, 3_100, 3_100, 3_100, 3_100, 3_100, 3_100,
                    ],
                    requests: 3,
                    failures: 1,
                    medianMs: 240,
                    meanMs: 1_128.3,
                    minMs: 5,
                    maxMs: 3_140,
                    averageContentBytes: 0,
                },
            ],
            usersHit: 1,
            moneyAtRiskDollars: 0,
            failedOrders: 0,
        },
        ...changes,
    };
}
