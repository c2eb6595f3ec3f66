/*
 * The parts of Datadog's dashboard JSON that this stack uses, as its API documents them
 * (Dashboards v1: formulas and functions). Fields that the API would fill in are all said, because
 * what it adds would be a difference on every preview.
 */

/** Any widget; its type says which. Further fields depend on it. */
export interface WidgetDefinition {
    readonly type: string;
    readonly title: string;
    readonly [field: string]: unknown;
}

/** A widget and its size: of the twelve columns, and in rows. */
export interface SizedWidget {
    readonly definition: WidgetDefinition;
    readonly width: number;
    readonly height: number;
}

/** Widgets under one headline. */
export interface Section {
    readonly title: string;
    readonly color: "blue" | "green" | "orange" | "pink" | "purple" | "yellow";
    readonly widgets: readonly SizedWidget[];
}

/** A horizontal line in a graph. */
export interface Marker {
    /** In the unit of the graph. */
    readonly value: number;
    readonly severity: "error" | "warning" | "ok" | "info";
    readonly label: string;
}

/** Named queries, and what is drawn of them. */
export interface DrawnSeries {
    readonly queries: Readonly<Record<string, string>>;
    /** Over the names of the queries. */
    readonly formula: string;
    readonly label: string;
    readonly display: "line" | "bars" | "area";
}

/** A series of one query. */
export function series(
    label: string,
    query: string,
    display: DrawnSeries["display"] = "line",
): DrawnSeries {
    return { label, queries: { query1: query }, formula: "query1", display };
}
