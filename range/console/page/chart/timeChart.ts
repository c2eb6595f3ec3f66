/** A graph over time, drawn by uPlot; all graphs share one cross-hair. */
import uPlot from "uplot";

import { h, set } from "../dom";
import { clockMinute, withUnit } from "../format";
import { timeSpan } from "../timeSpan";
import { colour, lineColour } from "./colours";
import type { ChartContent } from "./content";
import { bold } from "./figure";
import { drawMoments, drawThresholds } from "./marks";
import { axisWidth, bandsOf, dataOf, rangeOf, seriesOf } from "./series";
import { Tip } from "./tip";

/** So many lines are named below the graph; the cross-hair names all. */
const namedLines = 4;

const together = uPlot.sync("time");

export class TimeChart {
    readonly element = h("div", { class: "chart" });
    private readonly plot = h("div", { class: "plot" });
    private readonly legend = h("ul", { class: "legend" });
    private readonly tip = new Tip(this.plot);
    private drawn: uPlot | undefined;
    private shape = "";
    private content: ChartContent | undefined;

    constructor(private readonly title: string) {
        this.element.append(this.plot, this.legend, this.tip.element);
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
                        drawMoments(plot, this.content?.moments ?? []);
                    },
                ],
                draw: [
                    (plot) => {
                        drawThresholds(plot, this.content?.thresholds ?? []);
                    },
                ],
                setCursor: [
                    (plot) => {
                        this.tip.show(plot, this.content);
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
