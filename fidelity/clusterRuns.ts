import type { MeasuredRun } from "./measuredRun";

/** The log of the published cluster, and a run of this stack on a real kubelet with the real shop. */
export const clusterRuns: readonly MeasuredRun[] = [
    {
        id: "published",
        // Its kills are the kubelet's table for a pod that had ended before.
        conditions: { hostSpeed: "published", restartedBefore: ["front-end"] },
        mix: "browse-published",
        hasService: true,
        users: 750,
        seconds: 480,
        cpuLimit: "300m",
        measured: {
            requestsPerSecond: 24.85,
            failedShare: 0.876,
            meanSeconds: 23.2,
            p50Seconds: 4,
            p90Seconds: 134,
            maxSeconds: 135.5,
            killsAtSeconds: [14, 28, 44, 87, 100, 249, 430],
            failures: {
                slow: 0.325,
                closed: 0.181,
                refused: 0.132,
                connectTimeout: 0.118,
                reset: 0.11,
                status: 0.009,
            },
            connectTimeouts: 1468,
            // Of another run of the same kind: 706, 374, 266 and 118 of 1,464.
            connectTimeoutShares: {
                "Browse Catalogue": 0.482,
                "View Item": 0.255,
                "View Cart": 0.182,
                "Login Page": 0.081,
            },
        },
    },
    {
        id: "real node",
        conditions: { hostSpeed: "published", nodeCpus: 2 },
        mix: "browse",
        hasService: true,
        users: 750,
        seconds: 480,
        cpuLimit: "300m",
        measured: {
            requestsPerSecond: 24.2,
            failedShare: 0.877,
            meanSeconds: 28.4,
            p50Seconds: 7.9,
            p90Seconds: 134,
            maxSeconds: 135.4,
            killsAtSeconds: [14, 29, 44, 59, 104, 119, 263, 479],
            failures: {
                slow: 0.287,
                closed: 0.264,
                connectTimeout: 0.127,
                reset: 0.087,
                cutShort: 0.06,
                refused: 0.046,
                noRoute: 0.006,
            },
            connectTimeouts: 1474,
        },
    },
];
