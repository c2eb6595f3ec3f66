/** Lines, areas and bars, and the scale that they share, as uPlot wants them. */
import uPlot from "uplot";

import { colours, lineColour } from "./colours";
import type { ChartContent, Line, ThresholdLine } from "./content";

/** As wide as its longest label; uPlot gives none when there is nothing to label. */
export function axisWidth(labels: readonly string[] | null): number {
    return 10 + 6.6 * Math.max(3, ...(labels ?? []).map(({ length }) => length));
}

export function seriesOf({ label, display }: Line, index: number): uPlot.Series {
    const stroke = (): string => lineColour(index);
    const dash = index >= colours ? { dash: [5, 3] } : {};
    const base = { label, stroke, width: 1.5, points: { filter: alone }, spanGaps: false };
    switch (display) {
        case "line":
            return { ...base, ...dash };
        case "area":
            // What lies below is filled by the band, and of the lowest one from the axis.
            return index === 0
                ? { ...base, width: 1, fill: () => `${lineColour(index)}55` }
                : { ...base, width: 1 };
        case "bars":
            return {
                ...base,
                width: 0,
                fill: () => `${lineColour(index)}cc`,
                paths: uPlot.paths.bars?.({ size: [0.8, 40] }) ?? undefined,
            };
    }
}

/** Points that no line leads to or from would not be seen. */
function alone(plot: uPlot, index: number): number[] | null {
    const values = plot.data[index] ?? [];
    const isGap = (value: number | null | undefined): boolean =>
        value === null || value === undefined;
    return [...values.keys()].filter(
        (at) => !isGap(values[at]) && isGap(values[at - 1]) && isGap(values[at + 1]),
    );
}

/** From each area down to the one that it stands on. */
export function bandsOf(lines: readonly Line[]): uPlot.Band[] {
    const areas = lines.flatMap(({ display }, index) => (display === "area" ? [index] : []));
    return areas.slice(1).map((index, at) => ({
        series: [index + 1, (areas[at] ?? 0) + 1],
        fill: () => `${lineColour(index)}55`,
    }));
}

/** Areas stand on each other, as Datadog draws them. */
export function dataOf({ times, lines }: ChartContent): uPlot.AlignedData {
    const heights = times.map(() => 0);
    const columns = lines.map(({ display, values }) =>
        display === "area"
            ? values.map((value, at) =>
                  value === null ? null : (heights[at] = (heights[at] ?? 0) + value),
              )
            : [...values],
    );
    return [[...times], ...columns];
}

/** From 0, and so that a threshold is seen when it is near. */
export function rangeOf(
    low: number | null,
    high: number | null,
    thresholds: readonly ThresholdLine[],
): [number, number] {
    const top = Math.max(high ?? 0, 0);
    const near = thresholds.map(({ value }) => value).filter((value) => value <= top * 4);
    const most = Math.max(
        top,
        ...near,
        top === 0 ? Math.min(1, ...thresholds.map((t) => t.value)) : 0,
    );
    return [Math.min(0, low ?? 0), (most === 0 ? 1 : most) * 1.08];
}
