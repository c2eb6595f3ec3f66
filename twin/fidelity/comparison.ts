import { failureReasons } from "../../evidence/evidence";
import { connectTimeoutSeconds } from "../physics/network";
import type { Figures } from "./figures";
import type { MeasuredRun } from "./measuredRuns";
import { type Row, rowMaker } from "./row";
import { band, factor, share, within } from "./rules";

/** All figures of a run beside what was measured, with the targets of the lab runs. */
export function labComparison(run: MeasuredRun, runs: readonly Figures[]): readonly Row[] {
    const { measured } = run;
    const row = rowMaker(runs);
    const isSlow = measured.meanSeconds > 1;
    const reachesTimeout = measured.maxSeconds > connectTimeoutSeconds.min - 1;
    const kills = measured.killsAtSeconds;
    return [
        row("restarts", kills.length, (one) => one.killsAtSeconds.length, {
            ...(kills.length === 0 ? band(0, 0, "none") : within(1, "1")),
        }),
        ...kills
            .slice(0, 4)
            .map((at, nth) =>
                row(
                    `kill ${nth + 1} at s`,
                    at,
                    (one) => one.killsAtSeconds[nth] ?? NaN,
                    share(0.25),
                ),
            ),
        row("failed %", 100 * measured.failedShare, failedPercent, within(6, "6 points")),
        row("req/s", measured.requestsPerSecond, (one) => one.requestsPerSecond, factor(1.3)),
        row("mean s", measured.meanSeconds, mean, isSlow ? factor(1.3) : undefined),
        row("p50 s", measured.p50Seconds, (one) => one.p50Seconds, isSlow ? undefined : factor(2)),
        row("p90 s", measured.p90Seconds, (one) => one.p90Seconds, undefined),
        row(
            "max s",
            measured.maxSeconds,
            (one) => one.maxSeconds,
            reachesTimeout ? within(2, "2 s") : undefined,
        ),
        ...failureReasons.flatMap((reason) => {
            const value = measured.failures[reason];
            const target = (value ?? 0) > 0.05 && reason !== "status" ? factor(1.5) : undefined;
            return value === undefined
                ? []
                : [row(`${reason} %`, 100 * value, percentOf(reason), target)];
        }),
    ];
}

/**
 * A run on a real kubelet, with its true gaps: the figures by which a simulation is judged, and
 * what the kernel's rules make certain (see facts of connections in the page).
 */
export function clusterComparison(run: MeasuredRun, runs: readonly Figures[]): readonly Row[] {
    const { measured } = run;
    const row = rowMaker(runs);
    const { connectTimeouts, connectTimeoutShares = {} } = measured;
    return [
        row("failed %", 100 * measured.failedShare, failedPercent, within(8, "8 points")),
        row("kills", measured.killsAtSeconds.length, kills, within(1, "1")),
        row("req/s", measured.requestsPerSecond, (one) => one.requestsPerSecond, factor(1.4)),
        row("mean s", measured.meanSeconds, mean, factor(1.4)),
        row("p50 s", measured.p50Seconds, (one) => one.p50Seconds, factor(2)),
        row("p90 s", measured.p90Seconds, (one) => one.p90Seconds, undefined),
        row("p95 s", 135, (one) => one.p95Seconds, band(134, 136)),
        row("max s", measured.maxSeconds, (one) => one.maxSeconds, band(134, 136)),
        row(
            "connect timeouts",
            connectTimeouts ?? NaN,
            (one) => one.failures.connectTimeout,
            band(1400, 1500),
        ),
        ...Object.entries(connectTimeoutShares).map(([task, part]) =>
            row(
                `timeouts at ${task} %`,
                100 * part,
                ({ connectTimeoutsByTask, failures }) =>
                    (100 * (connectTimeoutsByTask[task] ?? 0)) /
                    Math.max(1, failures.connectTimeout),
                within(5, "5 points"),
            ),
        ),
        row("memory at most MiB", NaN, (one) => one.peakMemoryMebibytes, band(45, 140)),
        ...failureReasons.flatMap((reason) => {
            const value = measured.failures[reason];
            return value === undefined
                ? []
                : [row(`${reason} %`, 100 * value, percentOf(reason), undefined)];
        }),
    ];
}

const failedPercent = (one: Figures): number => 100 * one.failedShare;
const mean = (one: Figures): number => one.meanSeconds;
const kills = (one: Figures): number => one.killsAtSeconds.length;
const percentOf =
    (reason: keyof Figures["failures"]) =>
    (one: Figures): number =>
        (100 * one.failures[reason]) / Math.max(1, one.requests);
