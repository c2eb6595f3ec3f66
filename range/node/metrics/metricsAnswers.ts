/** metrics.k8s.io/v1beta1: what metrics-server would answer of the simulated pods. */
import type { PodUsage } from "../world/usage";
import { timestamp } from "../pods/podStatus";

export const groupVersion = "metrics.k8s.io/v1beta1";
const root = `/apis/${groupVersion}`;
const version = { groupVersion, version: "v1beta1" };

export interface Answer {
    readonly status: number;
    readonly body: object;
}

export interface UsageSource {
    /** Of one namespace, or of all; with the labels of each pod. */
    pods(namespace: string | undefined): readonly {
        readonly namespace: string;
        readonly labels: Readonly<Record<string, string>>;
        readonly usage: PodUsage;
    }[];
    readonly node: string;
    nodeUsage(): { readonly cores: number; readonly memoryBytes: number };
    now(): number;
    /** What the node's figures are the average of. */
    readonly windowSeconds: number;
}

const path = new RegExp(`^${root}/(?:namespaces/([^/]+)/)?(pods|nodes)(?:/([^/]+))?$`);

/** What a client wants to know; without a name: the list. */
export interface Asked {
    readonly resource: string;
    readonly namespace: string | undefined;
    readonly name: string | undefined;
    readonly labelSelector: string;
}

export function metricsAnswer(source: UsageSource, url: URL): Answer {
    const asked = askedFor(url);
    if ("status" in asked) {
        return asked;
    }
    const { resource, namespace, labelSelector } = asked;
    const selects = selectorOf(labelSelector);
    return listed(
        asked,
        resource === "nodes" ? [nodeMetrics(source)] : podMetrics(source, namespace, selects),
    );
}

/** What is asked for; the answer at once when it is no figure. */
export function askedFor({ pathname, searchParams }: URL): Asked | Answer {
    const found = discovery(pathname);
    if (found !== undefined) {
        return { status: 200, body: found };
    }
    const [, namespace, resource, name] = path.exec(pathname) ?? [];
    const labelSelector = searchParams.get("labelSelector") ?? "";
    return resource === undefined
        ? notFound(pathname)
        : { resource, namespace, name, labelSelector };
}

/** All of them, or the one of that name. */
export function listed({ resource, name }: Asked, items: readonly Metrics[]): Answer {
    if (name === undefined) {
        const kind = resource === "nodes" ? "NodeMetricsList" : "PodMetricsList";
        return { status: 200, body: { kind, apiVersion: groupVersion, metadata: {}, items } };
    }
    const item = items.find(({ metadata }) => metadata.name === name);
    return item === undefined ? notFound(name) : { status: 200, body: item };
}

export interface Metrics {
    readonly metadata: { readonly name: string };
}

function podMetrics(
    source: UsageSource,
    namespace: string | undefined,
    selects: (labels: Readonly<Record<string, string>>) => boolean,
): readonly Metrics[] {
    return source
        .pods(namespace)
        .filter(({ labels }) => selects(labels))
        .map(({ namespace: own, labels, usage }) => ({
            ...{ kind: "PodMetrics", apiVersion: groupVersion },
            metadata: { name: usage.name, namespace: own, labels },
            timestamp: timestamp(usage.at),
            window: `${usage.windowSeconds.toFixed(3)}s`,
            containers: usage.containers.map(({ name, cores, memoryBytes }) => ({
                name,
                usage: amounts(cores, memoryBytes),
            })),
        }));
}

function nodeMetrics(source: UsageSource): Metrics {
    const { cores, memoryBytes } = source.nodeUsage();
    return Object.assign(
        { kind: "NodeMetrics", apiVersion: groupVersion, metadata: { name: source.node } },
        {
            timestamp: timestamp(source.now()),
            window: `${source.windowSeconds}s`,
            usage: amounts(cores, memoryBytes),
        },
    );
}

/** As metrics-server writes them: nanocores and KiB. */
function amounts(cores: number, memoryBytes: number): object {
    return { cpu: `${Math.round(cores * 1e9)}n`, memory: `${Math.round(memoryBytes / 1024)}Ki` };
}

/** Equality and set membership, as far as an HPA and kubectl ask for them. */
function selectorOf(text: string): (labels: Readonly<Record<string, string>>) => boolean {
    const terms = text.split(/,(?![^(]*\))/).filter((term) => term !== "");
    return (labels) =>
        terms.every((term) => {
            const [, key = "", operator, value = ""] =
                /^([^=!\s]+)\s*(==|=|!=| in )\s*(.*)$/.exec(term) ?? [];
            const own = labels[key];
            if (operator === " in ") {
                return value
                    .replace(/[()]/g, "")
                    .split(",")
                    .includes(own ?? "");
            }
            return operator === undefined
                ? labels[term] !== undefined
                : (own === value) === (operator !== "!=");
        });
}

function discovery(pathname: string): object | undefined {
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
    return documents[pathname];
}

function notFound(what: string): Answer {
    const status = { kind: "Status", apiVersion: "v1", status: "Failure", reason: "NotFound" };
    return { status: 404, body: { ...status, code: 404, message: `${what} not found` } };
}
