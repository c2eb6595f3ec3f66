import type { TitleComponentOption, XAXisComponentOption, YAXisComponentOption } from "echarts";

import { elapsed } from "../numbers";
import type { TimeRange } from "../plots/panel";
import { faint, gridColour } from "./colours";

/** Words beside the axes. */
export const small = { color: faint, fontSize: 10, fontWeight: "normal" as const };

/** Says where a picture comes from that was cut out of its page. */
export const origin = (text: string): TitleComponentOption => ({
    ...{ text, right: 20, top: 4, textStyle: small },
});

/** Time since the first user. */
export function timeAxis({ from, until }: TimeRange): XAXisComponentOption {
    const ticks = ticksOf(from, until);
    return {
        type: "value",
        min: from,
        max: until,
        axisLabel: {
            color: faint,
            fontSize: 11,
            customValues: ticks,
            formatter: (value: number) => elapsed(value),
        },
        axisLine: { lineStyle: { color: faint }, onZero: false },
        axisTick: { lineStyle: { color: faint }, customValues: ticks },
        splitLine: { show: false },
    };
}

/** Whole minutes counted from the start of the load, not more than eight of them. */
function ticksOf(from: number, until: number): number[] {
    const steps = [30, 60, 120, 300, 600, 900, 1800, 3600];
    const step = steps.find((seconds) => (until - from) / seconds <= 8) ?? 7200;
    const first = Math.ceil(from / step);
    const last = Math.floor(until / step);
    return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
}

/** A logarithmic axis from one on, up to the next whole power of ten. */
export function logAxis(
    unit: string,
    format: (value: number) => string,
    values: readonly number[],
): YAXisComponentOption {
    return { ...commonAxis(unit, format), type: "log", min: 1, max: decadeAbove(values) };
}

/** An axis from nothing to `max`. */
export function valueAxis(
    unit: string,
    format: (value: number) => string,
    max: number,
): YAXisComponentOption {
    return { ...commonAxis(unit, format), type: "value", min: 0, max, interval: max / 4 };
}

function commonAxis(unit: string, format: (value: number) => string): object {
    return {
        name: unit,
        nameLocation: "end",
        nameGap: 19,
        nameTextStyle: { ...small, fontSize: 11, align: "left", padding: [0, 0, 0, -50] },
        axisLabel: { color: faint, fontSize: 11, formatter: format },
        splitLine: { lineStyle: { color: gridColour } },
        axisLine: { show: false },
        axisTick: { show: false },
    };
}

const decadeAbove = (values: readonly number[]): number =>
    10 ** Math.max(2, Math.ceil(Math.log10(Math.max(1, ...values))));

/** The end of an axis: not below any of the values, and easily divided by four. */
export function ceiling(values: readonly number[]): number {
    const wanted = Math.max(...values);
    const decade = 10 ** Math.floor(Math.log10(wanted));
    const factor = [1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8, 10].find((one) => one * decade >= wanted);
    return (factor ?? 10) * decade;
}
