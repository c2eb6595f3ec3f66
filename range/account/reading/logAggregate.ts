/** Figures of the logs that a search finds: totals, groups and series. */
import { z } from "zod";

import type { AttributeValue, ProcessedLog } from "../../../datadog/pipeline/processedLog";
import { fieldOf } from "../../../datadog/pipeline/recordField";
import type { RangeClock } from "../../clock";
import type { RecordList } from "../../store/recordList";
import { type Fields, refusal } from "../http/exchange";
import { aggregations, figureOf } from "./figures";
import { matcherOf } from "./recordPages";
import { filterBody, spanOf } from "./recordRequest";
import { intervalIn, isoTime } from "./times";

const compute = z.looseObject({
    aggregation: z.enum(aggregations),
    metric: z.string().optional(),
    type: z.enum(["total", "timeseries"]).default("total"),
    interval: z.string().optional(),
});

const groupBy = z.looseObject({
    facet: z.string(),
    limit: z.int().min(1).default(10),
    missing: z.union([z.string(), z.number()]).optional(),
    total: z.unknown().optional(),
    sort: z
        .looseObject({
            aggregation: z.enum(aggregations).optional(),
            metric: z.string().optional(),
            order: z.enum(["asc", "desc"]).default("desc"),
            type: z.enum(["alphabetical", "measure"]).default("alphabetical"),
        })
        .optional(),
});

const request = z.looseObject({
    filter: filterBody.default({ query: "*" }),
    compute: z
        .array(compute)
        .min(1)
        .default([{ aggregation: "count", type: "total" }]),
    group_by: z.array(groupBy).default([]),
});

type Compute = z.output<typeof compute>;
type GroupBy = z.output<typeof groupBy>;

/** About as many points as a graph has room for. */
const usualPoints = 100;

export function aggregated<T extends ProcessedLog>(
    list: RecordList<T>,
    body: Fields,
    clock: RangeClock,
): Fields {
    const asked = request.parse(body);
    const { from, until } = spanOf(asked.filter, clock);
    const matches = matcherOf(asked.filter.query);
    const found = list.between(from, until).filter(matches);
    const buckets = grouped(found, asked.group_by).map(({ by, records }) => ({
        by,
        computes: Object.fromEntries(
            asked.compute.map((one, at) => [
                `c${at}`,
                one.type === "total"
                    ? (figureOf(one.aggregation, measured(records, one.metric)) ?? 0)
                    : series(
                          one,
                          records,
                          { from: clock.toWall(from), until: clock.toWall(until) },
                          clock,
                      ),
            ]),
        ),
    }));
    return {
        data: { buckets },
        meta: { elapsed: 1, request_id: "range", status: "done" },
    };
}

export interface Bucket<T> {
    readonly by: Readonly<Record<string, AttributeValue>>;
    readonly records: readonly T[];
}

/** One facet after the other: each keeps as many values as it may have. */
export function grouped<T extends ProcessedLog>(
    records: readonly T[],
    groups: readonly GroupBy[],
): readonly Bucket<T>[] {
    const [first, ...others] = groups;
    if (first === undefined) {
        return [{ by: {}, records }];
    }
    const parts = new Map<AttributeValue, T[]>();
    for (const record of records) {
        const value = fieldOf(record, first.facet) ?? first.missing;
        if (value !== undefined && value !== "") {
            const part = parts.get(value) ?? [];
            parts.set(value, part);
            part.push(record);
        }
    }
    return sortedParts([...parts], first)
        .slice(0, first.limit)
        .flatMap(([value, part]) =>
            grouped(part, others).map(({ by, records: inner }) => ({
                by: { [first.facet]: value, ...by },
                records: inner,
            })),
        );
}

type Part<T> = readonly [AttributeValue, readonly T[]];

function sortedParts<T extends ProcessedLog>(
    parts: readonly Part<T>[],
    { sort }: GroupBy,
): readonly Part<T>[] {
    // Where nothing is said the largest come first.
    const isByName = sort?.type === "alphabetical" && sort.aggregation === undefined;
    const sign = (sort?.order ?? "desc") === "desc" ? -1 : 1;
    const measure = ([, records]: Part<T>): number =>
        figureOf(sort?.aggregation ?? "count", measured(records, sort?.metric)) ?? 0;
    return parts.toSorted((one, other) =>
        isByName
            ? sign * String(one[0]).localeCompare(String(other[0]), "en")
            : sign * (measure(one) - measure(other)),
    );
}

/** What is measured of each record; without a measure there is only that it is there. */
export function measured(
    records: readonly ProcessedLog[],
    metric: string | undefined,
): readonly AttributeValue[] {
    return records.flatMap((record) =>
        metric === undefined || metric === "*" ? 1 : (fieldOf(record, metric) ?? []),
    );
}

function series(
    { aggregation, metric, interval }: Compute,
    records: readonly ProcessedLog[],
    /** As clients have it, like the points. */
    { from, until }: { readonly from: number; readonly until: number },
    clock: RangeClock,
): readonly Fields[] {
    const step = interval === undefined ? (until - from) / usualPoints : intervalIn(interval);
    if (step === undefined || step <= 0 || (until - from) / step > 10_000) {
        throw refusal(400, `Invalid interval: ${String(interval)}`);
    }
    const seconds = Math.max(1, Math.round(step));
    const points = new Map<number, ProcessedLog[]>();
    for (const record of records) {
        const time = Math.floor(clock.toWall(record.time) / seconds) * seconds;
        const point = points.get(time) ?? [];
        points.set(time, point);
        point.push(record);
    }
    return [...points].map(([time, inside]) => ({
        time: isoTime(time),
        value: figureOf(aggregation, measured(inside, metric)) ?? 0,
    }));
}
