import type { Cell, Effect, Figure, FigureKind } from "./model";
import {
    count,
    cpu,
    dollars,
    duration,
    elapsed,
    memory,
    percent,
    perSecond,
    points,
    signed,
} from "./numbers";

/** What stands where a figure does not exist. */
export const nothing = "–";

const formats: Readonly<Record<FigureKind, (value: number) => string>> = {
    count,
    ratio: percent,
    milliseconds: duration,
    seconds: elapsed,
    perSecond,
    cores: cpu,
    bytes: memory,
    dollars,
};

export function valueText(kind: FigureKind, value: number | undefined): string {
    return value === undefined ? nothing : formats[kind](value);
}

/** `−74 points`, `+12 s`; its size alone is written as a value is. */
export function differenceText(kind: FigureKind, difference: number): string {
    return kind === "ratio" ? points(difference) : signed(difference, formats[kind]);
}

/** `−74 points` and `−78 to −70`: the difference and its 95 % interval. */
export function effectTexts(
    kind: FigureKind,
    { estimate, low, high }: Effect,
): readonly [difference: string, interval: string] {
    const bound = (value: number): string => differenceText(kind, value).replace(/ points$/, "");
    return [differenceText(kind, estimate), `${bound(low)} to ${bound(high)}`];
}

/** `5 to 8`; undefined where all seeds agree. */
export function rangeText(kind: FigureKind, { range }: Cell): string | undefined {
    if (range === undefined) {
        return undefined;
    }
    const [low, high] = range.map((value) => valueText(kind, value));
    return low === high ? undefined : `${low} to ${high}`;
}

/** Whether an effect is beyond chance, and good. */
export type Direction = "better" | "worse" | "unclear" | "neutral";

export function directionOf({ better }: Pick<Figure, "better">, effect: Effect): Direction {
    if (effect.low <= 0 && effect.high >= 0) {
        return "unclear";
    }
    if (better === undefined) {
        return "neutral";
    }
    return effect.estimate < 0 === (better === "lower") ? "better" : "worse";
}
