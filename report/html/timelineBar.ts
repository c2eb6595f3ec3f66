import { isLoud } from "../../datadog/monitors/states";
import type { ArmMonitor, MonitorSpan } from "../model";
import { elapsed } from "../numbers";
import type { TimeRange } from "../plots/panel";
import { escaped } from "./escape";

/** Width of a bar in its own coordinates; it is stretched to the page. */
const width = 1000;
const height = 16;

/** How tall a state is drawn: bad can be told from good without colour. */
const heights = { Alert: 16, Warn: 10, OK: 4, "No Data": 2 } as const;

/** What a monitor said, from left to right. */
export function timelineBar({ title, spans }: ArmMonitor, range: TimeRange): string {
    const seen = spans.filter(({ from, until }) => until > range.from && from < range.until);
    const name = escaped(`${title}: ${spanTexts(seen)}`);
    const bars = seen.map((span) => bar(span, range)).join("");
    return `<svg class="bar" viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" role="img"
 aria-label="${name}">${loadBand(range)}${bars}</svg>`;
}

function bar({ from, until, state }: MonitorSpan, range: TimeRange): string {
    const [left, right] = [from, until].map((at) => position(at, range)) as [number, number];
    const tall = heights[state];
    return (
        `<rect class="${state.replace(" ", "")}" x="${left}" y="${height - tall}" ` +
        `width="${round(right - left)}" height="${tall}"/>`
    );
}

function position(seconds: number, { from, until }: TimeRange): number {
    const inside = Math.min(Math.max(seconds, from), until);
    return round(((inside - from) / (until - from)) * width);
}

const round = (value: number): number => Math.round(value * 10) / 10;

function loadBand(range: TimeRange): string {
    const [left, right] = [position(0, range), position(range.loadEnd, range)];
    return `<rect class="load" x="${left}" y="0" width="${round(right - left)}" height="${height}"/>`;
}

/** What a reader who does not see the bar is told. */
function spanTexts(spans: readonly MonitorSpan[]): string {
    const loud = spans.filter(({ state }) => isLoud(state));
    const texts = loud.map(
        ({ from, until, state }) =>
            `${state.toLowerCase()} from ${elapsed(from)} to ${elapsed(until)}`,
    );
    return texts.length === 0 ? "quiet" : texts.join(", ");
}

/** Under the bars: when the load goes on and off. */
export function timelineScale(range: TimeRange): string {
    const place = (at: number): string => `left:${position(at, range) / (width / 100)}%`;
    return (
        `<span class="times"><i style="${place(0)}">load on</i>` +
        `<i style="${place(range.loadEnd)}">off, ${elapsed(range.loadEnd)}</i></span>`
    );
}
