/** What the metrics stand-in answers: discovery, and figures for the cluster's pods and nodes. */
import type { ApiClient } from "../../../range/controlPlane/apiClient";
import {
    type Answer,
    askedFor,
    groupVersion,
    listed,
    type Metrics,
} from "../../../range/node/metrics/metricsAnswers";

/** CPU of one pod, in millicores; a function gets the number of the Deployment's running pods. */
export type CpuFigure = number | ((runningPods: number) => number);

/** What the stand-in knows of a Deployment; a pod of any other idles. */
export type CpuFigures = ReadonlyMap<string, CpuFigure | "missing">;

/** What a pod uses of which the test said nothing. */
const idleMillicores = 1;

interface Pod {
    readonly metadata: {
        readonly name: string;
        readonly namespace: string;
        readonly labels?: Readonly<Record<string, string>>;
        readonly ownerReferences?: readonly { readonly kind: string; readonly name: string }[];
    };
    readonly spec: { readonly containers: readonly { readonly name: string }[] };
    readonly status: { readonly phase?: string };
}

/** How long a sample looks back: the metrics server's default resolution. */
const windowSeconds = 15;
/** Nobody scales on memory here; it only has to look alive. */
const memory = "64Mi";

export async function answer(api: ApiClient, url: URL, figures: CpuFigures): Promise<Answer> {
    const asked = askedFor(url);
    if ("status" in asked) {
        return asked;
    }
    const { resource, namespace, labelSelector } = asked;
    return listed(
        asked,
        await (resource === "nodes" ? nodes(api) : pods(api, namespace, labelSelector, figures)),
    );
}

async function pods(
    api: ApiClient,
    namespace: string | undefined,
    selector: string,
    figures: CpuFigures,
): Promise<readonly Metrics[]> {
    const scope = namespace === undefined ? "" : `/namespaces/${namespace}`;
    const query = new URLSearchParams(selector === "" ? {} : { labelSelector: selector });
    const list = (await api.get(`/api/v1${scope}/pods?${query.toString()}`)) as { items: Pod[] };
    const running = list.items.filter(({ status }) => status.phase === "Running");
    return running.flatMap((pod) => {
        const figure = figures.get(deploymentOf(pod)) ?? idleMillicores;
        if (figure === "missing") {
            return [];
        }
        const siblings = running.filter((other) => deploymentOf(other) === deploymentOf(pod));
        const millicores = typeof figure === "number" ? figure : figure(siblings.length);
        return [podMetrics(pod, millicores)];
    });
}

/** `namespace/name` of the Deployment that owns the pod's ReplicaSet, which adds a hash to it. */
function deploymentOf({ metadata }: Pod): string {
    const owner = metadata.ownerReferences?.find(({ kind }) => kind === "ReplicaSet");
    return `${metadata.namespace}/${owner?.name.replace(/-[^-]+$/, "") ?? ""}`;
}

/** The pod's first container does all the work. */
function podMetrics({ metadata, spec }: Pod, millicores: number): Metrics {
    const { name, namespace, labels } = metadata;
    return {
        kind: "PodMetrics",
        apiVersion: groupVersion,
        metadata: { name, namespace, labels, creationTimestamp: now() },
        timestamp: now(),
        window: `${windowSeconds}s`,
        containers: spec.containers.map((container, index) => ({
            name: container.name,
            usage: { cpu: cpu(index === 0 ? millicores : 0), memory },
        })),
    } as Metrics;
}

async function nodes(api: ApiClient): Promise<readonly Metrics[]> {
    const list = (await api.get("/api/v1/nodes")) as { items: Metrics[] };
    return list.items.map(({ metadata }) => {
        const usage = { cpu: cpu(500), memory: "4Gi" };
        const head = { kind: "NodeMetrics", apiVersion: groupVersion };
        const sample = { timestamp: now(), window: `${windowSeconds}s`, usage };
        return { ...head, metadata: { name: metadata.name }, ...sample };
    });
}

/** In nanocores, as the metrics server says it. */
function cpu(millicores: number): string {
    return `${Math.round(millicores * 1e6)}n`;
}

function now(): string {
    return new Date().toISOString().replace(/\.\d+Z$/, "Z");
}
