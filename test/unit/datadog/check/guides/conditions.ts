import { type GuideCase, ns } from "./guideCase";

const usage = `kubernetes.cpu.usage.total{${ns}}`;
const frontEnd = `${ns},kube_container_name:front-end`;

/** What the guides want alerts on. */
export const conditions: readonly GuideCase[] = [
    {
        where: "master guide, widget 2, with its unit",
        query: `avg(last_5m):avg:${usage} by {pod_name} > 250m`,
        refused: ["unit"],
        says: [/"250m": Datadog takes plain numbers/],
    },
    {
        where: "master guide, widget 2, the unit dropped",
        query: `avg(last_5m):avg:${usage} by {pod_name} > 250`,
        refused: ["unit"],
        says: [/far too small.*2\.5e-7 cores/, /250m is 250000000 nanocores/],
    },
    {
        where: "master guide, widget 2, in cores",
        query: `avg(last_5m):avg:${usage} by {pod_name} > 0.25`,
        refused: ["unit"],
    },
    {
        where: "master guide, widget 2, in nanocores",
        query: `avg(last_5m):sum:${usage} by {pod_name} > 250000000`,
        refused: [],
        cautions: ["blind-spots"],
        says: [/catalogue \(limit 200m\), payment \(limit 200m\)/],
    },
    {
        where: "hybrid guide, monitor 1",
        query: `avg(last_5m):${usage} > 400m`,
        refused: ["unit"],
    },
    {
        where: "hybrid guide, monitor 1, the unit dropped",
        query: `avg(last_5m):${usage} > 400`,
        refused: ["unit", "no-aggregator"],
    },
    {
        where: "hybrid guide, monitor 1, in nanocores",
        query: `avg(last_5m):sum:${usage} by {pod_name} > 400000000`,
        refused: [],
        cautions: ["blind-spots"],
        says: [/front-end \(limit 300m\)/],
    },
    {
        where: "hybrid guide, monitor 1, on the front-end that it is about",
        query: `avg(last_5m):avg:kubernetes.cpu.usage.total{${frontEnd}} > 400000000`,
        refused: ["unreachable"],
        says: [/can never fire on front-end \(limit 300m\)/],
    },
    {
        where: "hybrid guide, monitor 2",
        query: `avg(last_5m):avg:kubernetes.memory.usage{${ns}} by {pod_name} > 450Mi`,
        refused: ["unit"],
    },
    {
        where: "hybrid guide, monitor 2, the unit dropped",
        query: `avg(last_5m):avg:kubernetes.memory.usage{${ns}} by {pod_name} > 450`,
        refused: ["unit"],
        cautions: ["misleading-metric"],
        says: [/450 bytes/, /450Mi is 471859200 bytes/, /page cache/],
    },
    {
        where: "hybrid guide, monitor 2, in bytes",
        query: `min(last_5m):max:kubernetes.memory.working_set{${ns}} by {pod_name} > 471859200`,
        refused: [],
        cautions: ["blind-spots"],
        says: [/front-end \(peak 300Mi\), catalogue \(limit 200Mi\), payment .*user/],
    },
    {
        where: "hybrid guide, monitor 2, on the front-end",
        query: `min(last_5m):max:kubernetes.memory.working_set{${frontEnd}} > 471859200`,
        refused: ["unreachable"],
        says: [/peak 300Mi/],
    },
    {
        where: "hybrid guide, monitor 3",
        query: `max(last_10m):sum:kubernetes.containers.restarts{${ns}} by {pod_name} > 0`,
        refused: ["lifetime-count"],
        says: [/counts over a pod's life and never falls/],
    },
    {
        where: "hybrid guide, monitor 3, as a change",
        query: `change(max(last_10m),last_10m):sum:kubernetes.containers.restarts{${ns}} by {pod_name} > 0`,
        refused: [],
    },
    {
        where: "hybrid guide, table: CPU > 75 %, usage over limit as they are",
        query:
            `avg(last_5m):sum:kubernetes.cpu.usage.total{${frontEnd}} / ` +
            `sum:kubernetes.cpu.limits{${frontEnd}} > 0.75`,
        refused: ["unit"],
        says: [/off by a factor of 1000000000/],
    },
    {
        where: "hybrid guide, table: CPU > 75 %, in percent",
        query:
            `avg(last_5m):sum:kubernetes.cpu.usage.total{${frontEnd}} / ` +
            `(sum:kubernetes.cpu.limits{${frontEnd}} * 10000000) > 75`,
        refused: [],
    },
    {
        where: "hybrid guide, table: memory > 70 %, as 70",
        query: `avg(last_5m):max:kubernetes.memory.usage_pct{${ns}} by {pod_name} > 70`,
        refused: ["unit"],
        says: [/7000 %/, /70 % is 0\.7/],
    },
    {
        where: "master guide, widget 3, with its unit",
        query: `avg(last_3m):p95:trace.http.request.duration{${ns}} > 1000ms`,
        refused: ["unit"],
    },
    {
        where: "master guide, widget 3, the unit dropped",
        query: `avg(last_3m):p95:trace.http.request.duration{${ns}} > 1000`,
        refused: ["impossible-tag", "no-percentiles", "unit"],
        cautions: ["misleading-metric"],
        says: [
            /has no tag kube_namespace/,
            /gauge without percentiles/,
            /1000 seconds/,
            /outgoing call/,
        ],
    },
    {
        where: "master guide, widget 3, as it has to be with a tracer",
        query: "percentile(last_3m):p95:trace.express.request{env:dev,service:front-end} > 1",
        refused: [],
    },
];
