import type { MonitorTimeline, RunTimelines } from "./timelineTypes";

/** A monitor that has to go off, and by when: seconds from the start of the load. */
export interface ExpectedAlert {
    readonly monitor: string;
    readonly withinSeconds: number;
}

/**
 * Which monitors go off in a run; all that are not named stay silent. Whatever went off has to be
 * over by the end of the evidence, if that is long enough after the load.
 */
export interface MonitorContract {
    readonly mustFire: readonly ExpectedAlert[];
    readonly mayFire: readonly string[];
}

/** Of a healthy shop, with users or without. */
export const silence: MonitorContract = { mustFire: [], mayFire: [] };

export type Expectation = "must" | "may" | "silent";

export interface ContractRow {
    readonly monitor: string;
    readonly expectation: Expectation;
    /** Only of those that must go off. */
    readonly withinSeconds: number | undefined;
    /** From the start of the load; undefined when it did not go off. */
    readonly alertAfterSeconds: number | undefined;
    /** Undefined where the contract is kept. */
    readonly problem: string | undefined;
}

/** When the load was, and how far the evidence goes. */
export interface RunTimes {
    readonly loadStart: number;
    readonly loadEnd: number;
    readonly until: number;
}

/** After the longest window (10 min) and the longest back-off (5 min) everything has to be quiet. */
const settledAfterSeconds = 1140;

/** Holds a run against its contract, monitor by monitor. */
export function checkContract(
    { monitors }: RunTimelines,
    contract: MonitorContract,
    run: RunTimes,
): readonly ContractRow[] {
    const rows = monitors.map((timeline) => {
        const expected = contract.mustFire.find(({ monitor }) => monitor === timeline.monitor);
        const may = contract.mayFire.includes(timeline.monitor);
        return rowOf(timeline, expected, expected === undefined ? silentOr(may) : "must", run);
    });
    const known = new Set(monitors.map(({ monitor }) => monitor));
    const named = [...contract.mustFire.map(({ monitor }) => monitor), ...contract.mayFire];
    const missing = named
        .filter((monitor) => !known.has(monitor))
        .map((monitor) => missingRow(monitor, contract));
    return [...rows, ...missing];
}

const silentOr = (may: boolean): Expectation => (may ? "may" : "silent");

function rowOf(
    { monitor, firstAlertAt, secondsToRecover, spans }: MonitorTimeline,
    expected: ExpectedAlert | undefined,
    expectation: Expectation,
    { loadStart, loadEnd, until }: RunTimes,
): ContractRow {
    const after = firstAlertAt === undefined ? undefined : firstAlertAt - loadStart;
    const wasEarly = spans.some(({ state, from }) => state === "Alert" && from < loadStart);
    const isStuck =
        after !== undefined &&
        secondsToRecover === undefined &&
        until - loadEnd >= settledAfterSeconds;
    return {
        monitor,
        expectation,
        withinSeconds: expected?.withinSeconds,
        alertAfterSeconds: after,
        problem: wasEarly
            ? "was in alert before the load began"
            : (problemOf(after, expected, expectation) ?? (isStuck ? stillInAlert : undefined)),
    };
}

const stillInAlert = "is still in alert long after the load";

function problemOf(
    after: number | undefined,
    expected: ExpectedAlert | undefined,
    expectation: Expectation,
): string | undefined {
    if (expected === undefined) {
        return expectation === "silent" && after !== undefined
            ? `went off after ${after} s, and should not`
            : undefined;
    }
    if (after === undefined) {
        return `did not go off, and should within ${expected.withinSeconds} s`;
    }
    return after > expected.withinSeconds
        ? `went off after ${after} s, later than ${expected.withinSeconds} s`
        : undefined;
}

function missingRow(monitor: string, { mustFire }: MonitorContract): ContractRow {
    const expected = mustFire.find((one) => one.monitor === monitor);
    return {
        monitor,
        expectation: expected === undefined ? "may" : "must",
        withinSeconds: expected?.withinSeconds,
        alertAfterSeconds: undefined,
        problem: "is named by the contract, but there is no such monitor",
    };
}

/** Whether nothing is amiss. */
export function isKept(rows: readonly ContractRow[]): boolean {
    return rows.every(({ problem }) => problem === undefined);
}
