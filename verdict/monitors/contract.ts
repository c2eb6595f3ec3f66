import type { ExpectedAlert, MonitorContract } from "../../scenarios/observation";
import type { MonitorTimeline, RunTimelines } from "../../datadog/monitors/timelineTypes";

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
    return monitors.map((timeline) => {
        const expected = contract.mustFire.find(({ monitor }) => monitor === timeline.monitor);
        const may = contract.mayFire.includes(timeline.monitor);
        return rowOf(timeline, expected, expected === undefined ? silentOr(may) : "must", run);
    });
}

/** What is wrong with a contract itself: it names monitors that nobody made. */
export function contractProblems(
    { mustFire, mayFire }: MonitorContract,
    monitors: readonly string[],
): readonly string[] {
    const named = new Set([...mustFire.map(({ monitor }) => monitor), ...mayFire]);
    return [...named]
        .filter((monitor) => !monitors.includes(monitor))
        .map(
            (monitor) =>
                `contract names ${monitor}, which is none of the monitors ` +
                `(there: ${monitors.join(", ")})`,
        );
}

const silentOr = (may: boolean): Expectation => (may ? "may" : "silent");

function rowOf(
    { monitor, firstAlertAt, secondsToRecover, ...timeline }: MonitorTimeline,
    expected: ExpectedAlert | undefined,
    expectation: Expectation,
    { loadStart, loadEnd, until }: RunTimes,
): ContractRow {
    const after = firstAlertAt === undefined ? undefined : firstAlertAt - loadStart;
    const isStuck =
        after !== undefined &&
        secondsToRecover === undefined &&
        until - loadEnd >= settledAfterSeconds;
    return {
        monitor,
        expectation,
        withinSeconds: expected?.withinSeconds,
        alertAfterSeconds: after,
        problem:
            unjudged(timeline, expectation) ??
            early(timeline, loadStart) ??
            problemOf(after, expected, expectation) ??
            (isStuck ? stuck(timeline) : undefined),
    };
}

type Rest = Pick<MonitorTimeline, "spans" | "missingDataPages" | "unjudged">;

/** What must go off has to be seen to; of the rest it is said where the states are shown. */
function unjudged({ unjudged: reason }: Rest, expectation: Expectation): string | undefined {
    return expectation === "must" ? reason : undefined;
}

function early({ spans, missingDataPages = [] }: Rest, loadStart: number): string | undefined {
    if (spans.some(({ state, from }) => state === "Alert" && from < loadStart)) {
        return "was in alert before the load began";
    }
    return missingDataPages.some(({ from }) => from < loadStart)
        ? "notified of missing data before the load began"
        : undefined;
}

function stuck({ spans }: Rest): string {
    return spans.at(-1)?.state === "Alert"
        ? "is still in alert long after the load"
        : "still notifies of missing data long after the load";
}

function problemOf(
    after: number | undefined,
    expected: ExpectedAlert | undefined,
    expectation: Expectation,
): string | undefined {
    if (expected === undefined) {
        return expectation === "silent" && after !== undefined
            ? `went off ${after} s after the load began, and should not`
            : undefined;
    }
    const wanted = `and should within ${expected.withinSeconds} s of the load's start`;
    if (after === undefined) {
        return `did not go off, ${wanted}`;
    }
    return after > expected.withinSeconds
        ? `went off ${after} s after the load began, ${wanted}`
        : undefined;
}

/** Whether nothing is amiss. */
export function isKept(rows: readonly ContractRow[]): boolean {
    return rows.every(({ problem }) => problem === undefined);
}
