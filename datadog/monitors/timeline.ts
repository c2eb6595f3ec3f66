import type { Evidence } from "../../evidence/evidence";
import type { MonitorSet } from "./definition";
import { firstHarmAt } from "./firstHarm";
import { historiesOf, type MonitorHistory, type PreparedEvidence } from "./history";
import { type MonitorState, worse } from "./states";
import type { GroupTimeline, MonitorTimeline, RunTimelines, StateSpan } from "./timelineTypes";

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

/** At each evaluation the worst state that any group is in; undefined while there is none. */
function overallStates(
    states: MonitorHistory["states"],
    evaluations: number,
): readonly (MonitorState | undefined)[] {
    return Array.from({ length: evaluations }, (_, at) =>
        [...states.values()]
            .map((list) => list[at])
            .filter((state) => state !== undefined)
            .reduce<MonitorState | undefined>(
                (worst, state) => (worst === undefined ? state : worse(worst, state)),
                undefined,
            ),
    );
}

function timelineOf(
    { definition, times, states }: MonitorHistory,
    { run }: Evidence,
    harm: number,
): MonitorTimeline {
    const spans = spansOf(overallStates(states, times.length), times, run.until);
    const groups: readonly GroupTimeline[] = [...states].map(([group, list]) => ({
        group,
        spans: spansOf(list, times, run.until),
    }));
    const during = spans.filter(({ to }) => to > run.loadStart);
    const alerts = during.filter(({ state }) => state === "Alert");
    const startOf = (wanted: MonitorState): number | undefined => {
        const span = during.find(({ state }) => state === wanted);
        return span === undefined ? undefined : Math.max(span.from, run.loadStart);
    };
    const firstAlertAt = startOf("Alert");
    return {
        monitor: definition.id,
        title: definition.name,
        type: definition.type,
        signal: definition.tags.find((tag) => tag.startsWith("signal:"))?.slice("signal:".length),
        spans,
        groups,
        reached: during.reduce<MonitorState>((worst, { state }) => worse(worst, state), "OK"),
        firstAlertAt,
        firstWarnAt: startOf("Warn"),
        secondsToDetect: firstAlertAt === undefined ? undefined : firstAlertAt - harm,
        flaps: Math.max(0, alerts.length - 1),
        secondsToRecover: recovery(alerts.at(-1), run),
    };
}

function recovery(
    last: StateSpan | undefined,
    { loadEnd, until }: Evidence["run"],
): number | undefined {
    return last === undefined || last.to >= until ? undefined : Math.max(0, last.to - loadEnd);
}

/** Neighbouring evaluations of one state become one span; each lasts until the next evaluation. */
function spansOf(
    states: readonly (MonitorState | undefined)[],
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
