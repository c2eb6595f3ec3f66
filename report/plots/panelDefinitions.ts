import type { Evidence, Tags } from "../../evidence/evidence";
import { type FineMetric, fineMetrics } from "../../evidence/fineMetrics";
import { count, duration, percent } from "../numbers";
import type { Panel } from "./panel";
import { type Curve, curveOf, ratioOf, type Thinning } from "./series";

/** A plot before there is anything to plot. */
export interface PanelDefinition extends Omit<Panel, "lines"> {
    readonly thinning: Thinning;
    /** Seconds between two points; default: as many points as can be told apart. */
    readonly stepSeconds?: number;
    readonly curves: (evidence: Evidence) => readonly DefinedCurve[];
}

interface DefinedCurve {
    readonly curve: Curve;
    readonly isDashed?: boolean;
}

const frontEnd = "front-end";

const of = (deployment: string): Tags => ({ kube_deployment: deployment });

/** The kernel's listen backlog of the front-end: no more can wait (facts of the testbed). */
const acceptQueueLimit = 511;

const linear = {
    scale: "linear",
    isStepped: false,
    atLeastUpTo: 1,
    thinning: "mean",
    format: count,
    levels: [],
} as const;

/** All plots, in the order in which an on-call would ask. */
export function panelDefinitions(faulty: readonly string[]): readonly PanelDefinition[] {
    return [
        ...percentiles,
        ...rates,
        ...usage,
        nodeCpu,
        pods(frontEnd),
        restarts,
        ...faulty.filter((service) => service !== frontEnd).map(pods),
        ...queues,
    ];
}

const fine =
    (metric: FineMetric, tags: Tags = {}) =>
    (evidence: Evidence): readonly DefinedCurve[] => [{ curve: curveOf(evidence, metric, tags) }];

/** A second has too few requests for a steady percentile; the agent's interval has enough. */
const percentileStep = 15;

const percentile = (
    id: string,
    metric: FineMetric,
    thinning: Thinning,
    description: string,
): PanelDefinition => ({
    ...linear,
    id,
    thinning,
    stepSeconds: percentileStep,
    title: `Response time, ${id}`,
    description,
    unit: "logarithmic",
    scale: "log",
    format: duration,
    curves: fine(metric),
});

const percentiles = [
    percentile(
        "p50",
        fineMetrics.p50,
        "median",
        "Median of 15 seconds, failures included; a refused connection is a fast one.",
    ),
    percentile(
        "p95",
        fineMetrics.p95,
        "max",
        "One request in twenty takes longer; worst second of 15.",
    ),
    percentile(
        "p99",
        fineMetrics.p99,
        "max",
        "One request in a hundred takes longer; worst second of 15.",
    ),
];

const rates: readonly PanelDefinition[] = [
    {
        ...linear,
        id: "throughput",
        title: "Throughput",
        description: "Requests that ended, whether well or not.",
        unit: "requests/s",
        curves: fine(fineMetrics.requests),
    },
    {
        ...linear,
        id: "failures",
        title: "Failed requests",
        description: "Slow, cut off, refused or never connected; by reason further below.",
        unit: "requests/s",
        curves: fine(fineMetrics.failures),
    },
];

const shareOfLimit = (
    id: string,
    title: string,
    description: string,
    [used, limit]: readonly [FineMetric, FineMetric],
): PanelDefinition => ({
    ...linear,
    id,
    title,
    description,
    unit: "of the pods' limits",
    atLeastUpTo: 1,
    format: percent,
    levels: [{ value: 1, label: "limit" }],
    curves: (evidence) => [
        {
            curve: ratioOf(
                curveOf(evidence, used, of(frontEnd)),
                curveOf(evidence, limit, of(frontEnd)),
            ),
        },
    ],
});

const usage = [
    shareOfLimit(
        "cpu",
        "Front-end CPU against its limit",
        "At the limit the container is throttled; during back-off it uses nothing.",
        [fineMetrics.cpuUsage, fineMetrics.cpuLimit],
    ),
    shareOfLimit(
        "memory",
        "Front-end memory against its limit",
        "At the limit the container is killed: OOMKilled.",
        [fineMetrics.memoryUsage, fineMetrics.memoryLimit],
    ),
];

const nodeCpu: PanelDefinition = {
    ...linear,
    id: "node-cpu",
    title: "CPU of the node",
    description:
        "Shop, load and control plane together; at all of its CPUs they share by requests.",
    unit: "cores",
    curves: fine(fineMetrics.nodeCpuUsage),
};

const pods = (deployment: string): PanelDefinition => ({
    ...linear,
    id: `pods-${deployment}`,
    title: `Pods of ${deployment}`,
    description: "Ready to serve; dotted: what the autoscaler wants.",
    unit: "pods",
    isStepped: true,
    atLeastUpTo: 2,
    thinning: "last",
    curves: (evidence) => [
        { curve: curveOf(evidence, fineMetrics.replicasAvailable, of(deployment)) },
        { curve: curveOf(evidence, fineMetrics.hpaDesired, of(deployment)), isDashed: true },
    ],
});

const restarts: PanelDefinition = {
    ...linear,
    id: "restarts",
    title: "Restarts of the front-end",
    description: "Counted up over all its pods.",
    unit: "restarts",
    isStepped: true,
    atLeastUpTo: 4,
    thinning: "last",
    curves: fine(fineMetrics.restarts, of(frontEnd)),
};

const queues: readonly PanelDefinition[] = [
    {
        ...linear,
        id: "accept-queue",
        title: "Connections waiting to be accepted",
        description: `Over all front-end pods; the kernel keeps ${acceptQueueLimit} for each and drops the rest.`,
        unit: "connections",
        atLeastUpTo: 10,
        thinning: "max",
        levels: [{ value: acceptQueueLimit, label: "full (one pod)" }],
        curves: fine(fineMetrics.acceptQueue, of(frontEnd)),
    },
    {
        ...linear,
        id: "in-flight",
        title: "Requests in flight",
        description: "Accepted by the front-end and not answered yet.",
        unit: "requests",
        atLeastUpTo: 10,
        thinning: "max",
        curves: fine(fineMetrics.inFlight, of(frontEnd)),
    },
];
