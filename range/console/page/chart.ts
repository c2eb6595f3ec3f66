/** A graph over time, drawn by uPlot; all graphs share one cross-hair. */
import uPlot from "uplot";

import { h, set, write } from "./dom";
import { clockMinute, clockTime, withUnit } from "./format";
import { timeSpan } from "./timeSpan";

export interface Line {
    readonly label: string;
    readonly unit: string | undefined;
    readonly display: "line" | "bars" | "area";
    readonly values: readonly (number | null)[];
}

export interface ThresholdLine {
    readonly value: number;
    readonly severity: string;
    readonly label: string;
}

export interface ChartContent {
    readonly times: readonly number[];
    readonly lines: readonly Line[];
    readonly thresholds: readonly ThresholdLine[];
    /** Times of vertical lines. */
    readonly moments: readonly number[];
    readonly from: number;
    readonly until: number;
}

/** Colours that can be told apart; from there on lines are dashed. */
const colours = 8;

/** So many lines are named below the graph; the cross-hair names all. */
const namedLines = 4;

const together = uPlot.sync("time");

/** The page's colours, read when the graph is drawn: light and dark differ. */
export function colour(name: string): string {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

const lineColour = (index: number): string => colour(`--line-${index % colours}`);

export class TimeChart {
    readonly element = h("div", { class: "chart" });
    private readonly plot = h("div", { class: "plot" });
    private readonly legend = h("ul", { class: "legend" });
    private readonly tip = h("div", { class: "tip", hidden: true });
    private drawn: uPlot | undefined;
    private shape = "";
    private content: ChartContent | undefined;

    constructor(private readonly title: string) {
        this.element.append(this.plot, this.legend, this.tip);
        set(this.plot, { role: "img" });
        new ResizeObserver(() => {
            this.drawn?.setSize(this.size);
        }).observe(this.plot);
        matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
            this.shape = "";
            this.show(this.content);
        });
    }

    show(content: ChartContent | undefined): void {
        if (content === undefined) {
            return;
        }
        this.content = content;
        const data = dataOf(content);
        const shape = JSON.stringify(content.lines.map(({ label, display }) => [label, display]));
        if (this.drawn === undefined || shape !== this.shape) {
            this.drawn?.destroy();
            this.shape = shape;
            this.drawn = new uPlot(this.options(content), data, this.plot);
        } else {
            this.drawn.setData(data, true);
        }
        this.showLegend(content);
        set(this.plot, { "aria-label": this.spoken(content) });
    }

    private get size(): { readonly width: number; readonly height: number } {
        const { clientWidth, clientHeight } = this.plot;
        return { width: Math.max(60, clientWidth), height: Math.max(60, clientHeight) };
    }

    private options({ lines }: ChartContent): uPlot.Options {
        const unit = lines.find((line) => line.unit !== undefined)?.unit;
        const axis = {
            ...{ stroke: colour("--faint"), font: "11px system-ui", gap: 3 },
            grid: { stroke: colour("--grid"), width: 1 },
            ticks: { show: false },
        };
        return {
            ...this.size,
            ...{ padding: [6, 16, 0, 0], legend: { show: false } },
            cursor: {
                sync: { key: together.key, setSeries: false },
                drag: { x: true, y: false, setScale: false },
                points: { size: 5 },
            },
            scales: {
                x: { range: () => [this.content?.from ?? 0, this.content?.until ?? 1] },
                y: { range: (_, low, high) => rangeOf(low, high, this.content?.thresholds ?? []) },
            },
            axes: [
                {
                    ...axis,
                    size: 22,
                    space: 60,
                    values: (_, times) => times.map((time) => clockMinute(time)),
                },
                {
                    ...axis,
                    size: (_, labels) => axisWidth(labels),
                    space: 26,
                    values: (_, values) => values.map((value) => withUnit(value, unit)),
                },
            ],
            series: [{}, ...lines.map(seriesOf)],
            bands: bandsOf(lines),
            hooks: {
                drawClear: [
                    (plot) => {
                        this.drawMoments(plot);
                    },
                ],
                draw: [
                    (plot) => {
                        this.drawThresholds(plot);
                    },
                ],
                setCursor: [
                    (plot) => {
                        this.showTip(plot);
                    },
                ],
                setSelect: [
                    (plot) => {
                        this.pick(plot);
                    },
                ],
            },
        };
    }

    private pick(plot: uPlot): void {
        const { left, width } = plot.select;
        if (width > 8) {
            timeSpan.pick(plot.posToVal(left, "x"), plot.posToVal(left + width, "x"));
        }
        plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    }

    private drawMoments(plot: uPlot): void {
        const { ctx, bbox } = plot;
        ctx.save();
        ctx.strokeStyle = colour("--faint");
        ctx.setLineDash([2, 3]);
        for (const moment of this.content?.moments ?? []) {
            const x = Math.round(plot.valToPos(moment, "x", true)) + 0.5;
            if (x >= bbox.left && x <= bbox.left + bbox.width) {
                stroke(ctx, x, bbox.top, x, bbox.top + bbox.height);
            }
        }
        ctx.restore();
    }

    private drawThresholds(plot: uPlot): void {
        const { ctx, bbox } = plot;
        ctx.save();
        for (const { value, severity } of this.content?.thresholds ?? []) {
            const y = Math.round(plot.valToPos(value, "y", true)) + 0.5;
            if (y >= bbox.top && y <= bbox.top + bbox.height) {
                ctx.strokeStyle = colour(severity.startsWith("error") ? "--bad" : "--good");
                ctx.setLineDash([6, 4]);
                stroke(ctx, bbox.left, y, bbox.left + bbox.width, y);
            }
        }
        ctx.restore();
    }

    private showLegend({ lines }: ChartContent): void {
        const named = lines.slice(0, namedLines).map((line, index) => {
            const last = line.values.findLast((value) => value !== null);
            const mark = h("i", { "aria-hidden": "true" });
            mark.style.background = lineColour(index);
            return h("li", { title: line.label }, mark, bold(last, line.unit), " ", line.label);
        });
        const more = lines.length - namedLines;
        this.legend.replaceChildren(...named, ...(more > 0 ? [h("li", {}, `+${more}`)] : []));
    }

    private showTip({ cursor, over }: uPlot): void {
        const { idx, left = -1, top = 0 } = cursor;
        const content = this.content;
        const isOwn = this.plot.matches(":hover");
        set(this.tip, { hidden: !isOwn || left < 0 || typeof idx !== "number" });
        if (content === undefined || !isOwn || left < 0 || typeof idx !== "number") {
            return;
        }
        const rows = content.lines
            .map((line, index) => ({ line, index, value: line.values[idx] ?? null }))
            .filter(({ value }) => value !== null)
            .sort((one, other) => (other.value ?? 0) - (one.value ?? 0));
        this.tip.replaceChildren(
            h("b", {}, clockTime(content.times[idx] ?? 0)),
            ...rows.slice(0, 10).map(({ line, index, value }) => {
                const mark = h("i", {});
                mark.style.background = lineColour(index);
                return h("span", {}, mark, `${line.label} `, bold(value, line.unit));
            }),
            ...(rows.length > 10 ? [h("span", {}, `and ${rows.length - 10} more`)] : []),
        );
        this.placeTip(over.getBoundingClientRect(), left, top);
    }

    /** Beside the cross-hair, on the side that has more room; within the window. */
    private placeTip(frame: DOMRect, left: number, top: number): void {
        const { offsetWidth, offsetHeight } = this.tip;
        const isRight = left > frame.width / 2;
        const x = frame.left + left + (isRight ? -offsetWidth - 12 : 12);
        const y = Math.min(frame.top + top - 12, window.innerHeight - offsetHeight - 4);
        this.tip.style.left = `${Math.max(4, x)}px`;
        this.tip.style.top = `${y}px`;
    }

    private spoken({ lines, thresholds }: ChartContent): string {
        const now = lines
            .slice(0, namedLines)
            .map(({ label, unit, values }) => {
                const last = values.findLast((value) => value !== null);
                return `${label} ${withUnit(last, unit)}`;
            })
            .join(", ");
        const limits = thresholds.map(({ label }) => label).join(", ");
        return `${this.title}: ${now === "" ? "no data" : now}${limits && `; line: ${limits}`}`;
    }
}

/** As wide as its longest label; uPlot gives none when there is nothing to label. */
function axisWidth(labels: readonly string[] | null): number {
    return 10 + 6.6 * Math.max(3, ...(labels ?? []).map(({ length }) => length));
}

function seriesOf({ label, display }: Line, index: number): uPlot.Series {
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
function bandsOf(lines: readonly Line[]): uPlot.Band[] {
    const areas = lines.flatMap(({ display }, index) => (display === "area" ? [index] : []));
    return areas.slice(1).map((index, at) => ({
        series: [index + 1, (areas[at] ?? 0) + 1],
        fill: () => `${lineColour(index)}55`,
    }));
}

/** Areas stand on each other, as Datadog draws them. */
function dataOf({ times, lines }: ChartContent): uPlot.AlignedData {
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
function rangeOf(
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

function stroke(
    ctx: CanvasRenderingContext2D,
    ...[x1, y1, x2, y2]: readonly [number, number, number, number]
): void {
    ctx.beginPath();
    ctx.moveTo(x1, y1);
    ctx.lineTo(x2, y2);
    ctx.stroke();
}

function bold(value: number | null | undefined, unit: string | undefined): HTMLElement {
    const made = h("b", {});
    write(made, withUnit(value, unit));
    return made;
}
