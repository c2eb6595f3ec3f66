import { type GuideCase, ns } from "./guideCase";

/** Graphs over time. */
export const timeseries: readonly GuideCase[] = [
    {
        where: "master guide, widget 1",
        query: `kubernetes.containers.running{${ns}}`,
        refused: [],
        cautions: ["no-aggregator"],
    },
    {
        where: "widget 1, by pod as one is tempted to",
        query: `sum:kubernetes.containers.running{${ns}} by {pod_name}`,
        refused: ["low-cardinality-group"],
        says: [/below orchestrator cardinality, so it has no pod_name/],
    },
    {
        where: "master guide, widget 2 and hybrid guide, query 1",
        query: `avg:kubernetes.cpu.usage.total{${ns}} by {pod_name}`,
        refused: [],
    },
    {
        where: "hybrid guide, query 2",
        query: `avg:kubernetes.memory.usage{${ns}} by {pod_name}`,
        refused: [],
        cautions: ["misleading-metric"],
    },
    {
        where: "hybrid guide, query 3",
        query: `avg:kubernetes.cpu.cfs.throttled.seconds{${ns}} by {pod_name}`,
        refused: [],
    },
    {
        where: "hybrid guide, query 4",
        query: `avg:kubernetes.network.rx_bytes{${ns}} by {pod_name}`,
        refused: [],
    },
    {
        where: "master guide, widget 3",
        query: `trace.http.request.duration{${ns}}.p95`,
        refused: ["unsupported"],
        says: [/modifier \.p95/],
    },
];

/** Query values, which show one number. */
export const queryValues: readonly GuideCase[] = [
    {
        where: "master guide, widget 5, as a query value",
        query: `sum:kubernetes.containers.restarts{${ns}} by {pod_name}`,
        refused: ["one-number"],
    },
    {
        where: "widget 5 without its groups",
        query: `sum:kubernetes.containers.restarts{${ns}}`,
        refused: [],
    },
];

/** Top lists, which show one number per group. */
export const topLists: readonly GuideCase[] = [
    {
        where: "widget 5 as a top list",
        query: `sum:kubernetes.containers.restarts{${ns}} by {pod_name}`,
        refused: [],
    },
];
