import { type FailureReason, failureReasons } from "../evidence/evidence";
import { connectTimeoutSeconds } from "../twin/physics/network";
import type { SimulatedFigures } from "./figures";
import type { MeasuredFigures, MeasuredRun } from "./measuredRun";
import { type Row, rowMaker } from "./row";
import { band, factor, within } from "./rules";

/** What has to be known of a run, so that simulated ones can be judged by it. */
export type Yardstick = Pick<
    MeasuredFigures,
    "requestsPerSecond" | "failedShare" | "meanSeconds" | "killsAtSeconds"
>;

/** By these five a simulated run is judged: whether it crashes, and how it goes. */
export function judgedFigures(
    { measured }: { readonly measured: Yardstick },
    runs: readonly SimulatedFigures[],
): readonly Row[] {
    const row = rowMaker(runs);
    const crashes = (kills: number): number => Math.min(1, kills);
    return [
        row(
            "crashes",
            crashes(measured.killsAtSeconds.length),
            (one) => crashes(kills(one)),
            within(0, "0"),
        ),
        row("restarts", measured.killsAtSeconds.length, kills, within(1, "1")),
        row("failed %", 100 * measured.failedShare, failedPercent, within(8, "8 points")),
        row("req/s", measured.requestsPerSecond, (one) => one.requestsPerSecond, factor(1.4)),
        row("mean s", measured.meanSeconds, (one) => one.meanSeconds, factor(1.4)),
    ];
}

/** What the kernel's rules make certain where connections time out; elsewhere there are no targets. */
export function otherFigures(run: MeasuredRun, runs: readonly SimulatedFigures[]): readonly Row[] {
    const { measured } = run;
    const row = rowMaker(runs);
    const timesOut = measured.maxSeconds > connectTimeoutSeconds.min - 1;
    return [
        ...measured.killsAtSeconds
            .slice(0, 4)
            .map((at, nth) =>
                row(`kill ${nth + 1} at s`, at, (one) => one.killsAtSeconds[nth] ?? NaN, undefined),
            ),
        row("p50 s", measured.p50Seconds, (one) => one.p50Seconds, undefined),
        row("p90 s", measured.p90Seconds, (one) => one.p90Seconds, undefined),
        row(
            "max s",
            measured.maxSeconds,
            (one) => one.maxSeconds,
            timesOut ? within(2, "2 s") : undefined,
        ),
        ...present(measured.cpuMilliseconds, (value) =>
            row("CPU-ms a request", value, (one) => one.cpuMilliseconds, undefined),
        ),
        ...present(measured.connectTimeouts, (value) =>
            row("connect timeouts", value, (one) => one.failures.connectTimeout, band(1400, 1500)),
        ),
        ...Object.entries(measured.connectTimeoutShares ?? {}).map(([task, part]) =>
            row(`timeouts at ${task} %`, 100 * part, timeoutPercentOf(task), within(5, "5 points")),
        ),
        ...failureReasons.flatMap((reason) =>
            present(measured.failures[reason], (value) =>
                row(`${reason} %`, 100 * value, percentOf(reason, measured), undefined),
            ),
        ),
    ];
}

function present<T>(value: number | undefined, make: (value: number) => T): readonly T[] {
    return value === undefined ? [] : [make(value)];
}

const failedPercent = (one: SimulatedFigures): number => 100 * one.failedShare;
const kills = (one: SimulatedFigures): number => one.killsAtSeconds.length;
/** Where a run does not tell answers that were cut short, they are among the closed ones. */
const percentOf =
    (reason: FailureReason, { failures: told }: MeasuredFigures) =>
    ({ failures, requests }: SimulatedFigures): number => {
        const untold = reason === "closed" && told.cutShort === undefined ? failures.cutShort : 0;
        return (100 * (failures[reason] + untold)) / Math.max(1, requests);
    };
const timeoutPercentOf =
    (task: string) =>
    ({ connectTimeoutsByTask, failures }: SimulatedFigures): number =>
        (100 * (connectTimeoutsByTask[task] ?? 0)) / Math.max(1, failures.connectTimeout);
