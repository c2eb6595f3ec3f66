/*
 * What the numbers of a metric mean. Datadog stores plain numbers: a threshold in the wrong unit is
 * accepted and never fires, so units are checked here.
 */

/** The dimensions that metrics of the shop are made of. */
export type Dimension = "core" | "byte" | "second";

/** A unit as a product of dimensions, and how much of the base one of it is. */
export interface Unit {
    /** Exponents: bytes a second are `{ byte: 1, second: -1 }`; a mere number is `{}`. */
    readonly dimensions: Readonly<Partial<Record<Dimension, number>>>;
    /** 1e-9 for nanocores, 1 for cores. */
    readonly scale: number;
    /** A share of a whole, from 0 to 1. */
    readonly isFraction?: boolean;
}

export const units = {
    nanocores: { dimensions: { core: 1 }, scale: 1e-9 },
    cores: { dimensions: { core: 1 }, scale: 1 },
    bytes: { dimensions: { byte: 1 }, scale: 1 },
    "bytes per second": { dimensions: { byte: 1, second: -1 }, scale: 1 },
    seconds: { dimensions: { second: 1 }, scale: 1 },
    milliseconds: { dimensions: { second: 1 }, scale: 1e-3 },
    /** Time per time, such as seconds of throttling in each second. */
    "seconds per second": { dimensions: {}, scale: 1 },
    "nanoseconds per second": { dimensions: {}, scale: 1e-9 },
    "per second": { dimensions: { second: -1 }, scale: 1 },
    fraction: { dimensions: {}, scale: 1, isFraction: true },
    /** Things that are counted, and states that are 0 or 1. */
    count: { dimensions: {}, scale: 1 },
} as const satisfies Record<string, Unit>;

export type UnitName = keyof typeof units;

/** Between which values, in base units, a threshold can mean something for this shop. */
export interface PlausibleRange {
    readonly lowest: number;
    readonly highest: number;
    /** An amount that is meant, and how it is written in a query. */
    readonly example: string;
}

const mebibyte = 2 ** 20;

/** Ranges by kind of quantity; what is not here can have any size. */
export const plausibleRanges = {
    /** From 1m; no node of a practice cluster has more than 128 cores. */
    cpu: { lowest: 1e-3, highest: 128, example: "250m is 250000000 nanocores or 0.25 cores" },
    /** No container of the shop works in less than 1 MiB; the largest limit is 1000Mi. */
    memory: { lowest: mebibyte, highest: 2 ** 37, example: "450Mi is 471859200 bytes" },
    /** From 1 ms to 180 s, after which the load's users give up. */
    time: {
        lowest: 1e-3,
        highest: 180,
        example: "one second is 1 in seconds, 1000 in milliseconds",
    },
    fraction: { lowest: 1e-3, highest: 1, example: "70 % is 0.7" },
} as const satisfies Record<string, PlausibleRange>;
