import type { Evidence } from "../../evidence/evidence";
import type { MonitorSet } from "./definition";
import { firstHarmAt } from "./firstHarm";
import { historiesOf, type MonitorHistory, type PreparedEvidence } from "./history";
import { type MonitorState, worse } from "./states";
import type { MonitorTimeline, RunTimelines, StateSpan, TimeSpan } from "./timelineTypes";

/**
 * What each monitor would have said in the course of a run.
 * @throws {MonitorError} for a query that is not understood or not supported.
 */
export function timelinesOf(prepared: PreparedEvidence, set: MonitorSet): RunTimelines {
    const harm = firstHarmAt(prepared.evidence);
    const monitors = historiesOf(prepared, set).map((history) =>
        timelineOf(history, prepared.evidence, harm),
    );
    return { firstHarmAt: harm, monitors, first: firstOf(monitors) };
}

/** Of those that go off in the same minute a composite, which says most. */
function firstOf(monitors: readonly MonitorTimeline[]): RunTimelines["first"] {
    const [first] = monitors
        .flatMap(({ monitor, type, secondsToDetect: seconds }) =>
            seconds === undefined ? [] : [{ monitor, seconds, rank: type === "composite" ? 0 : 1 }],
        )
        .sort((one, other) => one.seconds - other.seconds || one.rank - other.rank);
    return first && { monitor: first.monitor, seconds: first.seconds };
}

function timelineOf(history: MonitorHistory, { run }: Evidence, harm: number): MonitorTimeline {
    const { definition, times, states, pages, unjudged } = history;
    const named = {
        monitor: definition.id,
        title: definition.name,
        type: definition.type,
        signal: definition.tags.find((tag) => tag.startsWith("signal:"))?.slice("signal:".length),
    };
    if (unjudged !== undefined) {
        return { ...named, spans: [], groups: [], unjudged, ...summaryOf([], [], run, harm) };
    }
    const spans = (said: readonly Said[]): readonly StateSpan[] => spansOf(said, times, run.until);
    const overall = overallStates(history);
    const missing = spans(pages.map((isPage) => (isPage ? "No Data" : undefined)));
    const off = spans(
        overall.map((state, at) => (state === "Alert" || pages[at] === true ? "Alert" : undefined)),
    );
    return {
        ...named,
        spans: spans(overall),
        groups: [...states].map(([group, list]) => ({ group, spans: spans(list) })),
        ...(missing.length > 0 && {
            missingDataPages: missing.map(({ from, to }) => ({ from, to })),
        }),
        ...summaryOf(spans(overall), off, run, harm),
    };
}

type Said = MonitorState | undefined;

/**
 * At each evaluation the worst state that any group is in; where there is no group there are no
 * data. Undefined before the first evaluation.
 */
function overallStates({ states, times, begins }: MonitorHistory): readonly Said[] {
    const groups = [...states.values()];
    return times.map((time, at) => {
        const said = groups.map((list) => list[at]).filter((state) => state !== undefined);
        const [first = time < begins ? undefined : "No Data", ...others] = said;
        return first && others.reduce(worse, first);
    });
}

/**
 * What came of it at or after the start of the load.
 * @param off the times at which it was in alert, or notified of missing data.
 */
function summaryOf(
    spans: readonly StateSpan[],
    off: readonly TimeSpan[],
    run: Evidence["run"],
    harm: number,
): Pick<
    MonitorTimeline,
    "reached" | "firstAlertAt" | "firstWarnAt" | "secondsToDetect" | "flaps" | "secondsToRecover"
> {
    const isDuring = ({ to }: TimeSpan): boolean => to > run.loadStart;
    const during = spans.filter(isDuring);
    const alerts = off.filter(isDuring);
    const startOf = (span: TimeSpan | undefined): number | undefined =>
        span && Math.max(span.from, run.loadStart);
    const firstAlertAt = startOf(alerts[0]);
    const [first, ...others] = during.map(({ state }) => state);
    return {
        reached: others.reduce<MonitorState>(worse, first ?? "No Data"),
        firstAlertAt,
        firstWarnAt: startOf(during.find(({ state }) => state === "Warn")),
        secondsToDetect: firstAlertAt === undefined ? undefined : firstAlertAt - harm,
        flaps: Math.max(0, alerts.length - 1),
        secondsToRecover: recovery(alerts.at(-1), run),
    };
}

function recovery(
    last: TimeSpan | undefined,
    { loadEnd, until }: Evidence["run"],
): number | undefined {
    return last === undefined || last.to >= until ? undefined : Math.max(0, last.to - loadEnd);
}

/** Neighbouring evaluations of one state become one span; each lasts until the next evaluation. */
function spansOf(
    states: readonly Said[],
    times: readonly number[],
    until: number,
): readonly StateSpan[] {
    const spans: StateSpan[] = [];
    states.forEach((state, at) => {
        const [from = until, to = until] = [times[at], times[at + 1]];
        const last = spans.at(-1);
        if (state === undefined) {
            return;
        }
        if (last?.state === state && last.to === from) {
            spans[spans.length - 1] = { ...last, to };
        } else {
            spans.push({ from, to, state });
        }
    });
    return spans;
}
