/** When an indicator was good and when it was not: as changes of its state, in the API's numbers. */
import type { SloDefinition } from "../../../datadog/monitors/definition";
import { sloSlices } from "../../../datadog/monitors/evaluate/slo";
import { QuerySyntaxError } from "../../../datadog/query/scanner";
import type { Account } from "../account";
import type { Fields } from "../http/exchange";
import { refusal } from "../http/exchange";
import { optionsOf } from "../live/repetition";
import type { StateChange } from "../live/stateHistory";

/** Uptime, downtime, and no data. */
export type SliState = 0 | 1 | 2;

/** From when on it was in which state; the first one is the beginning of the span. */
export type Timeline = readonly (readonly [time: number, state: SliState])[];

/** Times are the world's. */
export interface Span {
    readonly from: number;
    readonly until: number;
}

/** Percent of good time; undefined where there are no data at all, which the API calls N/A. */
export function sliOf(timeline: Timeline, { until }: Span): number | undefined {
    const seconds = [0, 0, 0];
    timeline.forEach(([time, state], at) => {
        seconds[state] = (seconds[state] ?? 0) + (timeline[at + 1]?.[0] ?? until) - time;
    });
    const [good = 0, bad = 0] = seconds;
    return good + bad > 0 ? (100 * good) / (good + bad) : undefined;
}

/** Of several: bad as soon as one is. */
export function together(timelines: readonly Timeline[], { from }: Span): Timeline {
    const times = new Set([from, ...timelines.flatMap((one) => one.map(([time]) => time))]);
    return compact(
        [...times]
            .sort((one, other) => one - other)
            .map((time) => {
                const states = timelines.map(
                    (one) => one.findLast(([begins]) => begins <= time)?.[1] ?? 2,
                );
                return [time, states.includes(1) ? 1 : states.includes(0) ? 0 : 2] as const;
            }),
    );
}

/** What lies outside of the slices, and slices without data, count as good. */
export function sliceTimeline(
    { telemetry }: Account,
    slo: SloDefinition,
    { from, until }: Span,
): Timeline {
    const unsupported = (construct: string, at: number): never => {
        throw new QuerySyntaxError("unsupported", `${construct} is not supported`, at, slo.formula);
    };
    try {
        const slices = sloSlices(slo, telemetry.index, unsupported).filter(
            ([time]) => time >= from && time + slo.sliceSeconds <= until,
        );
        const last = slices.at(-1)?.[0];
        return compact([
            [from, 0],
            ...slices.map(([time, isBad]) => [time, isBad ? 1 : 0] as const),
            ...(last === undefined ? [] : [[last + slo.sliceSeconds, 0] as const]),
        ]);
    } catch (error) {
        throw refusal(400, `The history cannot be computed: ${(error as Error).message}`);
    }
}

/**
 * Of a group of a monitor. Warnings are uptime; whether missing data are, the monitor says. Before
 * it was evaluated there are no data.
 */
export function groupTimeline(
    changes: readonly StateChange[],
    monitor: Fields,
    { from, until }: Span,
): Timeline {
    const { on_missing_data: missing, notify_no_data: notifies } = optionsOf(monitor);
    const isMissingBad =
        missing === undefined || missing === null
            ? notifies === true
            : missing === "show_no_data" || missing === "show_and_notify_no_data";
    const stateOf = (status: StateChange["status"]): SliState =>
        status === undefined
            ? 2
            : status === "Alert" || (status === "No Data" && isMissingBad)
              ? 1
              : 0;
    const first = changes.findLast(({ time }) => time <= from);
    const inside = changes.filter(({ time }) => time > from && time < until);
    return compact([
        [from, stateOf(first?.status)],
        ...inside.map(({ time, status }) => [time, stateOf(status)] as const),
    ]);
}

/** Of several at the same time the last one counts. */
function compact(changes: Timeline): Timeline {
    return changes
        .filter(([time], at) => changes[at + 1]?.[0] !== time)
        .filter(([, state], at, all) => all[at - 1]?.[1] !== state);
}
