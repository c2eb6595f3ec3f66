import type { MetricQuery, MonitorQuery, SloQuery } from "../query/ast";
import { selectorsOf } from "../query/walk";
import { type Finding, refused } from "./finding";

const minute = 60;
const hour = 3600;
const day = 24 * hour;

/** Whether Datadog knows the windows; limits as its API describes them. */
export function checkWindows(query: MonitorQuery): readonly Finding[] {
    switch (query.kind) {
        case "metric": {
            const longest = query.aggregation.kind === "change" ? 2 * day : 7 * day;
            return [
                ...within(query.aggregation.windowSeconds, minute, longest, "the window"),
                ...rolledUpLonger(query),
            ];
        }
        case "logs":
        case "events":
            return within(query.windowSeconds, minute, 2 * day, "the window");
        case "slo":
            return ofSlo(query);
        case "composite":
            return [];
    }
}

/** A window in which no interval of a rollup ends has no points, or a part of one. */
function rolledUpLonger({ aggregation, expression }: MetricQuery): readonly Finding[] {
    return selectorsOf(expression)
        .flatMap(({ selector }) => selector.modifiers)
        .filter(({ name }) => name === "rollup")
        .flatMap(({ arguments: texts, at }) => {
            const seconds = Number(texts.find((text) => /^\d+$/.test(text)) ?? 0);
            return seconds > aggregation.windowSeconds
                ? [refused("window", `the window is shorter than the rollup of ${seconds} s`, at)]
                : [];
        });
}

function ofSlo(query: SloQuery): readonly Finding[] {
    const { overSeconds, longWindowSeconds: long, shortWindowSeconds: short, comparator } = query;
    return [
        ...([7, 30, 90].includes(overSeconds / day)
            ? []
            : [refused("window", "an SLO is over 7d, 30d or 90d")]),
        ...(long === undefined ? [] : within(long, hour, 2 * day, "the long window")),
        ...(long === undefined || short === undefined || short < long
            ? []
            : [refused("window", "the short window must be shorter than the long one")]),
        ...(comparator.startsWith(">")
            ? []
            : [refused("window", "SLO monitors compare with > or >= only")]),
    ];
}

function within(seconds: number, from: number, to: number, what: string): readonly Finding[] {
    return seconds >= from && seconds <= to
        ? []
        : [refused("window", `${what} must be from ${from / minute} to ${to / minute} minutes`)];
}
