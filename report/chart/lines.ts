import type { EChartsOption, LineSeriesOption, YAXisComponentOption } from "echarts";

import type { Level, Line, Panel, TimeRange } from "../plots/panel";
import { ceiling, logAxis, origin, small, timeAxis, valueAxis } from "./axes";
import { colourOf, dashesOf, faint, ink, loadColour } from "./colours";
import type { Size } from "./svg";

export const wide: Size = { width: 560, height: 262 };
export const narrow: Size = { width: 360, height: 242 };

/** Where the plot stands in its picture; the same for all, so that times are one below the other. */
export const plotGrid = { left: 58, right: 24, top: 38, bottom: 30 };

/** The option that draws a panel. */
export function lineChart(panel: Panel, range: TimeRange, source: string): EChartsOption {
    return {
        title: origin(source),
        grid: { ...plotGrid, containLabel: false },
        xAxis: timeAxis(range),
        yAxis: axisOf(panel),
        series: [loadWindow(range), levels(panel.levels), ...inOrder(panel).map(lineOf(panel))],
    };
}

/** The arm without a fix is drawn last: it is what the others are read against. */
function inOrder({ lines }: Panel): readonly Line[] {
    return [...lines].sort((a, b) => Number(a.arm === "none") - Number(b.arm === "none"));
}

const lineOf =
    (panel: Panel) =>
    ({ arm, points, isDashed = false }: Line): LineSeriesOption => ({
        type: "line",
        silent: true,
        symbol: "none",
        ...(panel.isStepped && { step: "end" as const }),
        lineStyle: {
            color: colourOf(arm),
            width: isDashed ? 1 : arm === "none" ? 2.2 : 1.8,
            type: isDashed ? [2, 3] : dashesOf(arm),
        },
        data: points.map(([seconds, value]) => [seconds, value ?? "-"]),
    });

function axisOf(panel: Panel): YAXisComponentOption {
    const { scale, unit, format, lines, levels, atLeastUpTo, isStepped } = panel;
    const values = lines.flatMap(({ points }) => points.map(([, value]) => value ?? 0));
    if (scale === "log") {
        return logAxis(unit, format, values);
    }
    const end = ceiling([atLeastUpTo, ...levels.map(({ value }) => value), ...values]);
    // Nobody has half a pod.
    return valueAxis(unit, format, isStepped ? Math.ceil(end / 4) * 4 : end);
}

/** When the load runs: a band, and a line at each end with a word; and when the fixes came. */
export function loadWindow({ loadEnd, fixAt }: TimeRange): LineSeriesOption {
    const label = { ...small, distance: 3 };
    const fix = { xAxis: fixAt, label: { ...label, formatter: "fix" } };
    return {
        type: "line",
        data: [],
        silent: true,
        markArea: {
            silent: true,
            itemStyle: { color: loadColour },
            data: [[{ xAxis: 0 }, { xAxis: loadEnd }]],
        },
        markLine: {
            silent: true,
            symbol: "none",
            lineStyle: { color: faint, width: 1, type: [2, 2] },
            data: [
                { xAxis: 0, label: { ...label, formatter: "load on" } },
                { xAxis: loadEnd, label: { ...label, formatter: "load off" } },
                ...(fixAt === undefined ? [] : [fix]),
            ],
        },
    };
}

function levels(wanted: readonly Level[]): LineSeriesOption {
    return {
        type: "line",
        data: [],
        silent: true,
        markLine: {
            silent: true,
            symbol: "none",
            lineStyle: { color: faint, width: 1, type: "solid" },
            data: wanted.map(({ value, label }) => ({
                yAxis: value,
                label: { formatter: label, position: "insideEndTop", color: ink, fontSize: 10 },
            })),
        },
    };
}
