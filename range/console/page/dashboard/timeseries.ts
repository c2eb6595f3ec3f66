import { timeseriesOf } from "../api";
import type { ChartContent, Line, ThresholdLine } from "../chart/content";
import { TimeChart } from "../chart/timeChart";
import { h, set, write } from "../dom";
import { loadMoments } from "../timeline";
import { timeSpan } from "../timeSpan";
import type { Context, Drawn } from "./context";
import type { Definition, WidgetRequest } from "./definition";
import { type KeptSeries, PointBuffer } from "./pointBuffer";

/** The agent's interval, as long as a graph has room for so many points. */
const intervalOf = (span: number): number => (span <= 3600 ? 15 : span <= 10_800 ? 30 : 60);

export function timeseries(definition: Definition, context: Context): Drawn {
    const { requests = [], events = [] } = definition;
    const chart = new TimeChart(definition.title ?? "");
    const none = h("p", { class: "none", hidden: true }, "No data in the time shown");
    const element = h("div", { class: "graph" }, chart.element, none);
    const buffers = requests.map(() => new PointBuffer());
    const thresholds = thresholdsOf(definition);
    let asked = "";

    const read = async (request: WidgetRequest, buffer: PointBuffer): Promise<void> => {
        const { from, until, isLive } = timeSpan.shown;
        const interval = intervalOf(until - from);
        const newest = buffer.newest;
        // The last interval may not have been whole when it was asked for.
        const since = isLive && newest !== undefined ? newest - 2 * interval : from;
        const start = Math.floor(Math.max(from, since) / interval) * interval;
        buffer.take(await timeseriesOf(context.question(request), start, until, interval));
        buffer.dropBefore(from - interval);
    };

    return {
        element,
        refresh: async () => {
            const { from, until, isLive } = timeSpan.shown;
            const wanted = isLive ? String(Math.round(until - from)) : `${from} ${until}`;
            if (wanted !== asked) {
                buffers.forEach((buffer) => {
                    buffer.clear();
                });
                asked = wanted;
            }
            await Promise.all(requests.map((request, at) => read(request, buffers[at] as never)));
            const { times, lines } = joined(requests, buffers);
            const content: ChartContent = {
                ...{ times, lines, thresholds, from, until },
                moments: events.length > 0 ? loadMoments : [],
            };
            set(none, { hidden: lines.length > 0 });
            write(none, "No data in the time shown");
            chart.show(content);
        },
    };
}

/** Several requests in one graph: all have the same times, as far as they have points. */
function joined(
    requests: readonly WidgetRequest[],
    buffers: readonly PointBuffer[],
): { readonly times: readonly number[]; readonly lines: readonly Line[] } {
    const times = [...new Set(buffers.flatMap(({ kept }) => kept.times))].sort((a, b) => a - b);
    const places = new Map(times.map((time, at) => [time, at]));
    const lines = requests.flatMap((request, at) => {
        const { kept } = buffers[at] ?? new PointBuffer();
        const isSame = kept.times.length === times.length;
        return kept.series.map((series): Line => {
            const values = isSame ? series.values : times.map((): number | null => null);
            if (!isSame) {
                kept.times.forEach((time, index) => {
                    values[places.get(time) ?? 0] = series.values[index] ?? null;
                });
            }
            return {
                label: labelOf(request, series),
                unit: series.unit,
                display: displayOf(request.display_type),
                values,
            };
        });
    });
    return { times, lines: lines.sort((one, other) => one.label.localeCompare(other.label)) };
}

function displayOf(type: string | undefined): Line["display"] {
    return type === "bars" || type === "area" ? type : "line";
}

/** Groups by the values of their tags; a series without any by its alias. */
function labelOf({ formulas, queries }: WidgetRequest, { tags, formula }: KeptSeries): string {
    const alias = formulas?.[formula]?.alias ?? formulas?.[formula]?.formula ?? "";
    const named = tags.map((tag) => tag.slice(tag.indexOf(":") + 1)).join(", ");
    return named === "" ? alias || (queries?.[0]?.query ?? "") : named;
}

/** Lines like `y = 0.8`. */
function thresholdsOf({ markers = [] }: Definition): readonly ThresholdLine[] {
    return markers.flatMap(({ value = "", display_type: severity = "", label = "" }) => {
        const [, number] = /^\s*y\s*=\s*(-?[\d.e+]+)\s*$/.exec(value) ?? [];
        return number === undefined ? [] : [{ value: Number(number), severity, label }];
    });
}
