import type { Monitor } from "../catalogue/definition";
import { parseMonitorQuery } from "../../../datadog/query/parse";
import { printMetricExpression, printSelector } from "../../../datadog/query/print";
import { selectorsOf } from "../../../datadog/query/walk";
import { timeseries } from "./graphs";
import type { Marker, DrawnSeries, SizedWidget } from "./widget";

/**
 * The thresholds of a monitor as lines in a graph. None where the graph does not show what is
 * compared: a change is not the number that changes. None at 0, which is the axis.
 */
export function markersOf({ query, title, thresholds }: Monitor): readonly Marker[] {
    const parsed = parseMonitorQuery(query);
    const isDrawn = parsed.kind === "metric" && parsed.aggregation.kind === "window";
    if (!isDrawn || thresholds === undefined || thresholds.critical === 0) {
        return [];
    }
    const { critical, criticalRecovery } = thresholds;
    return [
        { value: critical, severity: "error", label: title },
        ...(criticalRecovery === undefined
            ? []
            : ([{ value: criticalRecovery, severity: "ok", label: "recovered" }] as const)),
    ];
}

/**
 * What a monitor compares with its threshold, as a graph: the same expression, so that the two can
 * never disagree. Throws for monitors that do not watch metrics.
 */
function monitorSeries({ query, title }: Monitor): DrawnSeries {
    const parsed = parseMonitorQuery(query);
    if (parsed.kind !== "metric") {
        throw new Error(`"${title}" watches no metric, so there is nothing to draw: ${query}`);
    }
    const selectors = [
        ...new Set(selectorsOf(parsed.expression).map(({ selector }) => printSelector(selector))),
    ];
    const nameOf = (text: string): string => `query${selectors.indexOf(text) + 1}`;
    return {
        label: title,
        queries: Object.fromEntries(selectors.map((text) => [nameOf(text), text])),
        formula: printMetricExpression(parsed.expression, (one) => nameOf(printSelector(one))),
        display: "line",
    };
}

/** A monitor as a graph with its thresholds. */
export function monitorGraph(monitor: Monitor, overlay: string, width?: number): SizedWidget {
    const options = { markers: markersOf(monitor), overlay };
    return timeseries(
        monitor.title,
        [monitorSeries(monitor)],
        width === undefined ? options : { ...options, width },
    );
}
