import type { Marker, DrawnSeries, SizedWidget } from "./widget";

/** What a graph over time shows besides its series. */
export interface GraphOptions {
    readonly markers?: readonly Marker[];
    /** Search for the events that are drawn as vertical lines. */
    readonly overlay: string;
    readonly width?: number;
}

const height = 3;

/** How a number per group comes about from the points of the time shown. */
type Aggregator = "last" | "sum" | "max" | "avg";

const metricQueries = (
    queries: Readonly<Record<string, string>>,
    aggregator?: Aggregator,
): readonly object[] =>
    Object.entries(queries).map(([name, query]) => ({
        data_source: "metrics",
        name,
        query,
        ...(aggregator === undefined ? {} : { aggregator }),
    }));

/** A graph over time. */
export function timeseries(
    title: string,
    all: readonly DrawnSeries[],
    { markers = [], overlay, width = 4 }: GraphOptions,
): SizedWidget {
    return {
        width,
        height,
        definition: {
            type: "timeseries",
            title,
            title_size: "16",
            title_align: "left",
            show_legend: true,
            legend_layout: "auto",
            legend_columns: ["avg", "min", "max", "value", "sum"],
            requests: all.map(({ queries, formula, label, display }) => ({
                response_format: "timeseries",
                queries: metricQueries(queries),
                formulas: [{ formula, alias: label }],
                display_type: display,
                style: { palette: "dog_classic", line_type: "solid", line_width: "normal" },
            })),
            markers: markers.map(({ value, severity, label }) => ({
                value: `y = ${value}`,
                display_type: `${severity} dashed`,
                label,
            })),
            events: [{ q: overlay, tags_execution: "and" }],
        },
    };
}

/** One number; red when it is above `redAbove`. */
export function queryValue(
    title: string,
    query: string,
    { aggregator, redAbove }: { readonly aggregator: Aggregator; readonly redAbove: number },
    width = 2,
): SizedWidget {
    return {
        width,
        height,
        definition: {
            type: "query_value",
            title,
            title_size: "16",
            title_align: "left",
            autoscale: false,
            precision: 0,
            requests: [
                {
                    response_format: "scalar",
                    queries: metricQueries({ query1: query }, aggregator),
                    formulas: [{ formula: "query1" }],
                    conditional_formats: [
                        { comparator: ">", value: redAbove, palette: "white_on_red" },
                        { comparator: "<=", value: redAbove, palette: "white_on_green" },
                    ],
                },
            ],
        },
    };
}

const longest = { count: 10, order: "desc" } as const;

/** The groups with the largest numbers. */
export function topList(
    title: string,
    query: string,
    aggregator: Aggregator,
    width = 4,
): SizedWidget {
    return topListOf(title, metricQueries({ query1: query }, aggregator), width);
}

/** The number of log lines per value of a field. */
export function logTopList(title: string, search: string, facet: string, width = 4): SizedWidget {
    const query = {
        data_source: "logs",
        name: "query1",
        search: { query: search },
        indexes: ["*"],
        compute: { aggregation: "count" },
        group_by: [
            { facet, limit: longest.count, sort: { aggregation: "count", order: longest.order } },
        ],
    };
    return topListOf(title, [query], width);
}

function topListOf(title: string, queries: readonly object[], width: number): SizedWidget {
    return {
        width,
        height,
        definition: {
            type: "toplist",
            title,
            title_size: "16",
            title_align: "left",
            requests: [
                {
                    response_format: "scalar",
                    queries,
                    formulas: [{ formula: "query1", limit: longest }],
                },
            ],
        },
    };
}
