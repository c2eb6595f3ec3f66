/** What the metrics stand-in answers: discovery, and figures for the cluster's pods and nodes. */
import type { ApiClient } from "../../../range/controlPlane/apiClient";

/** CPU of one pod, in millicores; a function gets the number of the Deployment's running pods. */
export type CpuFigure = number | ((runningPods: number) => number);

/** What the stand-in knows of a Deployment; a pod of any other idles. */
export type CpuFigures = ReadonlyMap<string, CpuFigure | "missing">;

/** What a pod uses of which the test said nothing. */
const idleMillicores = 1;

export interface Answer {
    readonly status: number;
    readonly body: unknown;
}

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

const groupVersion = "metrics.k8s.io/v1beta1";
const root = `/apis/${groupVersion}`;
const version = { groupVersion, version: "v1beta1" };

/** How long a sample looks back: the metrics server's default resolution. */
const windowSeconds = 15;
/** Nobody scales on memory here; it only has to look alive. */
const memory = "64Mi";

export async function answer(api: ApiClient, url: URL, figures: CpuFigures): Promise<Answer> {
    const found = discovery(url.pathname);
    if (found !== undefined) {
        return ok(found);
    }
    const match = new RegExp(`^${root}/(?:namespaces/([^/]+)/)?(pods|nodes)(?:/([^/]+))?$`).exec(
        url.pathname,
    );
    const [, namespace, resource, name] = match ?? [];
    if (resource === undefined) {
        return notFound(url.pathname);
    }
    const selector = url.searchParams.get("labelSelector") ?? "";
    const items =
        resource === "nodes" ? await nodes(api) : await pods(api, namespace, selector, figures);
    if (name === undefined) {
        const kind = resource === "nodes" ? "NodeMetricsList" : "PodMetricsList";
        return ok({ kind, apiVersion: groupVersion, metadata: {}, items });
    }
    const item = items.find((candidate) => candidate.metadata.name === name);
    return item === undefined ? notFound(name) : ok(item);
}

function discovery(path: string): unknown {
    const group = { name: "metrics.k8s.io", versions: [version], preferredVersion: version };
    const resource = (name: string, kind: string, namespaced: boolean): object => {
        return { name, singularName: "", namespaced, kind, verbs: ["get", "list"] };
    };
    const documents: Readonly<Record<string, object>> = {
        "/apis": { kind: "APIGroupList", apiVersion: "v1", groups: [group] },
        "/apis/metrics.k8s.io": { kind: "APIGroup", apiVersion: "v1", ...group },
        [root]: {
            kind: "APIResourceList",
            apiVersion: "v1",
            groupVersion,
            resources: [
                resource("nodes", "NodeMetrics", false),
                resource("pods", "PodMetrics", true),
            ],
        },
    };
    return documents[path];
}

interface Metrics {
    readonly metadata: { readonly name: string };
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

function ok(body: unknown): Answer {
    return { status: 200, body };
}

function notFound(what: string): Answer {
    const status = { kind: "Status", apiVersion: "v1", status: "Failure", reason: "NotFound" };
    return { status: 404, body: { ...status, code: 404, message: `${what} not found` } };
}
