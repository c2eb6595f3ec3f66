import type { EChartsOption, LineSeriesOption } from "echarts";

import { count } from "../numbers";
import type { FailurePanel, TimeRange } from "../plots/panel";
import { ceiling, origin, timeAxis, valueAxis } from "./axes";
import { loadWindow, plotGrid } from "./lines";

/** The option that draws failures by reason one upon the other; `max` makes arms comparable. */
export function failureChart(
    { reasons }: FailurePanel,
    range: TimeRange,
    max: number,
    source: string,
): EChartsOption {
    return {
        title: origin(source),
        grid: { ...plotGrid },
        xAxis: timeAxis(range),
        yAxis: valueAxis("failures/s", count, max),
        series: [
            loadWindow(range),
            ...reasons.map(({ reason, points }): LineSeriesOption => ({
                type: "line",
                silent: true,
                symbol: "none",
                stack: "failures",
                step: "end",
                lineStyle: { width: 0 },
                areaStyle: { color: `var(--${reason})`, opacity: 1 },
                data: points.map(([seconds, value]) => [seconds, value ?? 0]),
            })),
        ],
    };
}

/** The end of the axis for all arms. */
export function failureCeiling(panels: readonly FailurePanel[]): number {
    const sums = panels.flatMap(({ reasons }) => {
        const [first] = reasons;
        return (first?.points ?? []).map((_, index) =>
            reasons.reduce((sum, { points }) => sum + (points[index]?.[1] ?? 0), 0),
        );
    });
    return ceiling([1, ...sums]);
}
