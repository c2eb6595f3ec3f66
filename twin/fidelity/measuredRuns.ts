import type { FailureReason } from "../../evidence/evidence";
import type { MixName } from "../../scenarios/load/mixes";
import type { Conditions } from "./playRun";

/** A run of the real front-end, as it was set up and what it showed. */
export interface MeasuredRun {
    readonly id: string;
    /** The machine, its kubelet, and what the pods had behind them. */
    readonly conditions: Conditions;
    /** What the users did. */
    readonly mix: MixName;
    readonly users: number;
    readonly seconds: number;
    /** CPU limit of the front-end on the machine that ran it. */
    readonly cpuLimit: string;
    /** Whether a Service stood before the pod. */
    readonly hasService: boolean;
    readonly measured: MeasuredFigures;
}

/** Times in seconds, shares from 0 to 1 of all requests. Left out: not known. */
export interface MeasuredFigures {
    readonly requestsPerSecond: number;
    readonly failedShare: number;
    readonly meanSeconds: number;
    readonly p50Seconds: number;
    readonly p90Seconds: number;
    readonly maxSeconds: number;
    readonly killsAtSeconds: readonly number[];
    readonly cpuShare?: number;
    readonly failures: Readonly<Partial<Record<FailureReason, number>>>;
    readonly connectTimeouts?: number;
    /** Of all connect timeouts, by name of the request. */
    readonly connectTimeoutShares?: Readonly<Record<string, number>>;
}

/**
 * Of all: users started at 50 a second, probes after 5 s every 3 s, 1 s to answer, 3 tries. The
 * lab's stand-in for a kubelet held every exit back by the plain ladder.
 */
const lab = {
    conditions: { hostSpeed: "lab", kubelet: "standIn" },
    mix: "browse-published",
    hasService: true,
} as const;

/**
 * Six runs of the real front-end 0.3.12 with real Locust, the log of the published cluster, and a
 * run of this stack on a real kubelet with the real shop. Single runs without repeats: plus or
 * minus 10 to 20 %. Status 401 is the published script's login without credentials.
 */
export const measuredRuns: readonly MeasuredRun[] = [
    {
        ...lab,
        id: "free",
        users: 50,
        seconds: 90,
        cpuLimit: "300m",
        measured: {
            requestsPerSecond: 25.4,
            failedShare: 0.094,
            meanSeconds: 0.009,
            p50Seconds: 0.006,
            p90Seconds: 0.008,
            maxSeconds: 0.2,
            killsAtSeconds: [],
            failures: { status: 0.094 },
        },
    },
    {
        ...lab,
        id: "full",
        users: 750,
        seconds: 150,
        cpuLimit: "300m",
        measured: {
            requestsPerSecond: 349.8,
            failedShare: 0.092,
            meanSeconds: 0.051,
            p50Seconds: 0.018,
            p90Seconds: 0.12,
            maxSeconds: 1.1,
            killsAtSeconds: [],
            cpuShare: 0.95,
            failures: { status: 0.092 },
        },
    },
    {
        ...lab,
        id: "tight",
        users: 50,
        seconds: 100,
        cpuLimit: "60m",
        measured: {
            requestsPerSecond: 23.5,
            failedShare: 0.086,
            meanSeconds: 0.138,
            p50Seconds: 0.037,
            p90Seconds: 0.4,
            maxSeconds: 1.4,
            killsAtSeconds: [],
            cpuShare: 0.87,
            failures: { status: 0.086 },
        },
    },
    {
        ...lab,
        id: "hybrid A",
        users: 750,
        seconds: 480,
        cpuLimit: "100m",
        measured: {
            requestsPerSecond: 18.7,
            failedShare: 0.849,
            meanSeconds: 34.8,
            p50Seconds: 7.9,
            p90Seconds: 134,
            maxSeconds: 135.5,
            killsAtSeconds: [15, 30, 60, 105, 183, 330],
            failures: {
                slow: 0.3,
                closed: 0.253,
                connectTimeout: 0.163,
                refused: 0.078,
                reset: 0.042,
                status: 0.013,
            },
        },
    },
    {
        ...lab,
        id: "hybrid B",
        users: 750,
        seconds: 480,
        cpuLimit: "60m",
        measured: {
            requestsPerSecond: 15.8,
            failedShare: 0.904,
            meanSeconds: 42,
            p50Seconds: 17,
            p90Seconds: 134,
            maxSeconds: 135.3,
            killsAtSeconds: [9, 27, 57, 105, 186, 333],
            failures: {
                closed: 0.447,
                connectTimeout: 0.194,
                slow: 0.132,
                refused: 0.095,
                reset: 0.029,
                status: 0.007,
            },
        },
    },
    {
        ...lab,
        id: "no Service",
        users: 750,
        seconds: 240,
        cpuLimit: "60m",
        hasService: false,
        measured: {
            requestsPerSecond: 291.2,
            failedShare: 0.997,
            meanSeconds: 0.5,
            p50Seconds: 0.001,
            p90Seconds: 0.011,
            maxSeconds: 11.1,
            killsAtSeconds: [8, 23, 47, 83, 140, 236],
            failures: { refused: 0.935, closed: 0.052, reset: 0.006, slow: 0.004 },
        },
    },
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
        conditions: { hostSpeed: "published" },
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
                refused: 0.046,
            },
            connectTimeouts: 1474,
        },
    },
];
