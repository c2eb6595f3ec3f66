import type { Evidence } from "../../evidence/evidence";
import type { MonitorContract } from "../../scenarios/observation";
import { parseMonitors } from "../../datadog/monitors/compile";
import { checkContract, contractProblems, type ContractRow, isKept } from "./contract";
import type { LeftOut, MonitorSet } from "../../datadog/monitors/definition";
import { type Hint, hintsOf } from "../../datadog/monitors/hints";
import { sortOut } from "../../datadog/monitors/leftOut";
import { PreparedEvidence } from "../../datadog/monitors/history";
import { timelinesOf } from "../../datadog/monitors/timeline";
import type { MonitorTimeline } from "../../datadog/monitors/timelineTypes";

/** All monitors over one run, held against what is expected of them: plain data. */
export interface MonitorRun {
    /** Column of the matrix: healthy, an incident, or a directory of evidence. */
    readonly name: string;
    /** Simulated figures are never to be taken for measured ones. */
    readonly origin: Evidence["origin"];
    readonly users: number;
    readonly loadStart: number;
    readonly loadEnd: number;
    readonly firstHarmAt: number;
    readonly first: { readonly monitor: string; readonly seconds: number } | undefined;
    readonly rows: readonly MonitorRow[];
    /** The incidents that alone were looked for; undefined: every monitor has a row. */
    readonly lookedFor?: readonly string[];
    /** What may be misspelt in a query; nothing depends on it. */
    readonly hints: readonly Hint[];
    /** What cannot be evaluated, and why; not there when that is nothing. */
    readonly leftOut?: readonly LeftOut[];
    /** What is wrong with the contract itself, which then is not kept. */
    readonly contractProblems: readonly string[];
    /** Undefined where nothing is expected, because nobody said what. */
    readonly isKept: boolean | undefined;
}

export interface MonitorRow extends MonitorTimeline {
    readonly contract: Omit<ContractRow, "monitor"> | undefined;
}

/**
 * Evaluates the monitors over a run.
 * @param contract what is expected; undefined when nobody said.
 */
export function monitorRun(
    name: string,
    prepared: PreparedEvidence,
    set: MonitorSet,
    contract: MonitorContract | undefined,
): MonitorRun {
    const { run, origin } = prepared.evidence;
    const { set: evaluated, leftOut } = sortOut(set, prepared);
    const timelines = timelinesOf(prepared, evaluated);
    const rows = contract && checkContract(timelines, contract, run);
    const ids = [...set.monitors.map(({ id }) => id), ...leftOut.map(({ monitor }) => monitor)];
    const problems =
        contract === undefined
            ? []
            : [...contractProblems(contract, [...new Set(ids)]), ...unjudged(contract, leftOut)];
    return {
        name,
        origin,
        users: run.users,
        loadStart: run.loadStart,
        loadEnd: run.loadEnd,
        firstHarmAt: timelines.firstHarmAt,
        first: timelines.first,
        rows: timelines.monitors.map((timeline) => {
            const row = rows?.find(({ monitor }) => monitor === timeline.monitor);
            return { ...timeline, contract: row && withoutMonitor(row) };
        }),
        hints: hintsOf(parseMonitors(evaluated), set.slos, prepared.index, prepared.records),
        ...(leftOut.length === 0 ? {} : { leftOut }),
        contractProblems: problems,
        isKept: rows && isKept(rows) && problems.length === 0,
    };
}

/** What must go off and cannot be evaluated is not kept. */
function unjudged({ mustFire }: MonitorContract, leftOut: readonly LeftOut[]): readonly string[] {
    return leftOut
        .filter((one) => mustFire.some(({ monitor }) => monitor === one.monitor))
        .map(({ monitor, reason }) => `${monitor} must go off and is left out: ${reason}`);
}

function withoutMonitor(row: ContractRow): Omit<ContractRow, "monitor"> {
    const { expectation, withinSeconds, alertAfterSeconds, problem } = row;
    return { expectation, withinSeconds, alertAfterSeconds, problem };
}
