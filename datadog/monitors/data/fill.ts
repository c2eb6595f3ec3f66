import type { Modifier } from "../../query/ast";
import type { Column } from "./column";

const fillMethods = ["linear", "last", "zero", "null"] as const;
export type FillMethod = (typeof fillMethods)[number];

/** How gaps of a series are filled before it is combined with others. */
export interface Fill {
    readonly method: FillMethod;
    readonly limitSeconds: number;
}

/** Datadog's default for gauges: a straight line across gaps of up to five minutes. */
export const linearFill: Fill = { method: "linear", limitSeconds: 300 };
export const noFill: Fill = { method: "null", limitSeconds: 0 };

/** `.fill(last, 900)`; undefined when the method is none of Datadog's. */
export function parseFill(modifier: Modifier): Fill | undefined {
    const [name = "linear", limit] = modifier.arguments;
    const method = fillMethods.find((one) => one === name);
    return method === undefined
        ? undefined
        : { method, limitSeconds: limit === undefined ? 300 : Number(limit) };
}

/**
 * The value of a bucket as a query sees it that ends before the bucket `end`. A gap at the end has
 * no straight line yet: its other end has not happened.
 */
export function filledValue(
    column: Column,
    bucket: number,
    end: number,
    fill: Fill,
    stepSeconds: number,
): number {
    const value = column.values[bucket] ?? Number.NaN;
    if (!Number.isNaN(value) || fill.method === "null") {
        return value;
    }
    const before = column.previous[bucket] ?? -1;
    if (before < 0) {
        return Number.NaN;
    }
    const low = column.values[before] ?? Number.NaN;
    if (fill.method !== "linear") {
        const isNear = (bucket - before) * stepSeconds <= fill.limitSeconds;
        return isNear ? (fill.method === "last" ? low : 0) : Number.NaN;
    }
    const after = column.next[bucket] ?? column.values.length;
    if (after >= end || (after - before) * stepSeconds > fill.limitSeconds) {
        return Number.NaN;
    }
    const high = column.values[after] ?? Number.NaN;
    return low + ((high - low) * (bucket - before)) / (after - before);
}
