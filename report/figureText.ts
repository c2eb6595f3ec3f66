import type { FigureCell, Difference, Figure, FigureKind } from "./model";
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

/** `−74 points` and `−78 to −70`: the median difference, and those of the seeds. */
export function effectTexts(
    kind: FigureKind,
    { estimate, low, high }: Difference,
): readonly [difference: string, seeds: string] {
    const bound = (value: number): string => differenceText(kind, value).replace(/ points$/, "");
    return [differenceText(kind, estimate), `${bound(low)} to ${bound(high)}`];
}

/** `5 to 8`; undefined where all seeds agree. */
export function rangeText(kind: FigureKind, { range }: FigureCell): string | undefined {
    if (range === undefined) {
        return undefined;
    }
    const [low, high] = range.map((value) => valueText(kind, value));
    return low === high ? undefined : `${low} to ${high}`;
}

/** A median, and how far the seeds lie apart where they do: `72 % (3–81)`. */
export function spreadText(
    kind: FigureKind,
    value: number | undefined,
    values: readonly number[],
): string {
    const text = valueText(kind, value);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const isApart = kind === "ratio" ? high - low > 0.05 : high > 1.5 * low && high > 0;
    if (values.length < 2 || !isApart) {
        return text;
    }
    const [lower, upper] = [valueText(kind, low), valueText(kind, high)];
    const unit = / \D+$/.exec(text)?.[0] ?? "";
    return lower.endsWith(unit) && upper.endsWith(unit)
        ? `${text} (${withoutEnd(lower, unit)}–${withoutEnd(upper, unit)})`
        : `${text} (${lower}–${upper})`;
}

const withoutEnd = (text: string, end: string): string => text.slice(0, text.length - end.length);

/** Whether an effect is beyond chance, and good. */
export type Direction = "better" | "worse" | "unclear" | "neutral";

export function directionOf({ better }: Pick<Figure, "better">, effect: Difference): Direction {
    if (effect.direction === "unclear") {
        return "unclear";
    }
    return better === undefined ? "neutral" : effect.direction;
}
