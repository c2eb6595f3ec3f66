import type { MeasuredRun } from "./measuredRun";

/**
 * On another machine: a front-end just started, under a CPU quota, its sessions in Redis and
 * stand-ins behind it; users who do what the published script does. Nothing probed it that could
 * have ended it. The second of two series: response times of the two differ by up to a factor of
 * 1.45, and of 2.4 at 420m. That run is left out: here the limit is requested too, and a request above
 * the 400m of the fix `limits` is refused.
 */
export const rented = {
    conditions: { hostSpeed: "rented", kubelet: "standIn" },
    mix: "browse-published",
    hasService: true,
    isProbed: false,
} as const;

/** At the knee, on both sides of it: some of them a liveness probe would have ended. */
export const rentedRuns: readonly MeasuredRun[] = [
    {
        ...rented,
        id: "750 users at 330m",
        users: 750,
        seconds: 120,
        cpuLimit: "330m",
        measured: {
            requestsPerSecond: 283.7,
            failedShare: 0.092,
            meanSeconds: 0.504,
            p50Seconds: 0.398,
            p90Seconds: 1.009,
            maxSeconds: 2.32,
            killsAtSeconds: [],
            cpuMilliseconds: 1.15,
            failures: { slow: 0.0019, status: 0.0904 },
        },
    },
    {
        ...rented,
        id: "750 users at 280m",
        users: 750,
        seconds: 100,
        cpuLimit: "280m",
        measured: {
            requestsPerSecond: 215.1,
            failedShare: 0.155,
            meanSeconds: 1.259,
            p50Seconds: 1.125,
            p90Seconds: 2.179,
            maxSeconds: 4.48,
            killsAtSeconds: [],
            cpuMilliseconds: 1.29,
            failures: { slow: 0.0621, status: 0.0931 },
        },
    },
    {
        ...rented,
        id: "100 users at 120m",
        users: 100,
        seconds: 90,
        cpuLimit: "120m",
        measured: {
            requestsPerSecond: 45.3,
            failedShare: 0.094,
            meanSeconds: 0.196,
            p50Seconds: 0.104,
            p90Seconds: 0.498,
            maxSeconds: 1.9,
            killsAtSeconds: [],
            cpuMilliseconds: 2.6,
            failures: { status: 0.0936 },
        },
    },
    {
        ...rented,
        id: "150 users at 120m",
        users: 150,
        seconds: 100,
        cpuLimit: "120m",
        measured: {
            requestsPerSecond: 61,
            failedShare: 0.105,
            meanSeconds: 0.459,
            p50Seconds: 0.306,
            p90Seconds: 1.04,
            maxSeconds: 3.42,
            killsAtSeconds: [],
            cpuMilliseconds: 1.95,
            failures: { slow: 0.0128, status: 0.0925 },
        },
    },
    {
        ...rented,
        id: "150 users at 100m",
        users: 150,
        seconds: 100,
        cpuLimit: "100m",
        measured: {
            requestsPerSecond: 50.5,
            failedShare: 0.148,
            meanSeconds: 0.949,
            p50Seconds: 0.723,
            p90Seconds: 2.034,
            maxSeconds: 5,
            killsAtSeconds: [],
            cpuMilliseconds: 1.95,
            failures: { slow: 0.0501, status: 0.0984 },
        },
    },
    {
        ...rented,
        id: "150 users at 92m",
        users: 150,
        seconds: 100,
        cpuLimit: "92m",
        measured: {
            requestsPerSecond: 46.4,
            failedShare: 0.174,
            meanSeconds: 1.21,
            p50Seconds: 1.064,
            p90Seconds: 2.351,
            maxSeconds: 4.53,
            killsAtSeconds: [],
            cpuMilliseconds: 1.95,
            failures: { slow: 0.0867, status: 0.0878 },
        },
    },
    {
        ...rented,
        id: "150 users at 85m",
        users: 150,
        seconds: 100,
        cpuLimit: "85m",
        measured: {
            requestsPerSecond: 43.8,
            failedShare: 0.189,
            meanSeconds: 1.404,
            p50Seconds: 1.256,
            p90Seconds: 2.564,
            maxSeconds: 4.11,
            killsAtSeconds: [],
            cpuMilliseconds: 1.91,
            failures: { slow: 0.0978, status: 0.0914 },
        },
    },
];
