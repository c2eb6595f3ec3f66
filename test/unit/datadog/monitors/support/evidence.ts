import type {
    DistributionSeries,
    EventRecord,
    Evidence,
    LogRecord,
    RequestRow,
    Series,
    Tags,
} from "../../../../../evidence/evidence";
import { emptySketch, SketchBuilder } from "../../../../../evidence/sketch";

/** A full hour, so that minutes and buckets begin where tables of examples have them. */
export const start = 1_700_000_400;

export interface HandMade {
    readonly series?: readonly Series[];
    readonly distributions?: readonly DistributionSeries[];
    readonly fine?: readonly Series[];
    readonly events?: readonly EventRecord[];
    readonly logs?: readonly LogRecord[];
    /** Seconds from the start. */
    readonly seconds?: number;
    readonly loadFrom?: number;
    readonly loadUntil?: number;
    readonly at?: number;
}

/** Evidence made by hand; times are seconds from `start`, or from `at`. */
export function evidence({
    seconds = 1800,
    loadFrom = 0,
    loadUntil = seconds,
    at = start,
    ...parts
}: HandMade): Evidence {
    return {
        format: 1,
        origin: "simulated",
        run: {
            incident: "none",
            remediation: "none",
            users: 0,
            settings: {},
            from: at,
            until: at + seconds,
            loadStart: at + loadFrom,
            loadEnd: at + loadUntil,
        },
        series: parts.series ?? [],
        distributions: parts.distributions ?? [],
        fine: parts.fine ?? [],
        events: parts.events ?? [],
        logs: parts.logs ?? [],
        requests: {
            rows: [],
            total: noRequests,
            failures: [],
            moneyAtRiskDollars: 0,
            failedOrders: 0,
        },
    };
}

const noRequests: RequestRow = {
    method: "",
    name: "Aggregated",
    requests: 0,
    failures: 0,
    responseTimes: emptySketch,
    requestsPerSecond: 0,
    failuresPerSecond: 0,
    averageContentBytes: 0,
};

/** A series from its values, one per interval; undefined leaves a gap. */
export function series(
    metric: string,
    values: readonly (number | undefined)[],
    { tags = {}, interval = 15, from = 0, at = start }: Partial<Placed> = {},
): Series {
    const points = values
        .map((value, position) => ({ value, time: at + from + position * interval }))
        .filter(({ value }) => value !== undefined);
    return {
        metric,
        tags,
        intervalSeconds: interval,
        times: points.map(({ time }) => time),
        values: points.map(({ value }) => value ?? 0),
    };
}

/** A distribution from the values of each interval. */
export function distribution(
    metric: string,
    values: readonly (readonly number[])[],
    { tags = {}, interval = 15, from = 0, at = start }: Partial<Placed> = {},
): DistributionSeries {
    const points = values
        .map((list, position) => {
            const builder = new SketchBuilder();
            list.forEach((value) => {
                builder.add(value);
            });
            return { sketch: builder.take(), time: at + from + position * interval };
        })
        .filter(({ sketch }) => sketch !== undefined);
    return {
        metric,
        tags,
        intervalSeconds: interval,
        times: points.map(({ time }) => time),
        sketches: points.map(({ sketch }) => sketch ?? emptySketch),
    };
}

interface Placed {
    readonly tags: Tags;
    readonly interval: number;
    /** Seconds from the start. */
    readonly from: number;
    readonly at: number;
}

/** The same value again and again. */
export function times<T>(count: number, value: T): readonly T[] {
    return Array.from({ length: count }, () => value);
}
