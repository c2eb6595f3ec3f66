import { type ApiReader, type Kind, listOf } from "./apiServer";
import { askFrontEnd, type FrontEndAnswer } from "./frontEnd";
import { podCountOf, type PodCount, type RestartCounts, restartsOf } from "./health";
import { type IncidentTraces, readTraces } from "./incident";
import type { JsonObject } from "./json";
import { normalise, type ShopObject } from "./normalise";

/** The kinds whose objects make up the shop, or change how it behaves. */
const shopKinds: readonly Kind[] = [
    { apiVersion: "apps/v1", kind: "Deployment", plural: "deployments" },
    { apiVersion: "v1", kind: "Service", plural: "services" },
    {
        apiVersion: "autoscaling/v2",
        kind: "HorizontalPodAutoscaler",
        plural: "horizontalpodautoscalers",
    },
    { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", plural: "networkpolicies" },
    { apiVersion: "v1", kind: "ResourceQuota", plural: "resourcequotas" },
    { apiVersion: "v1", kind: "LimitRange", plural: "limitranges" },
];

const podKind: Kind = { apiVersion: "v1", kind: "Pod", plural: "pods" };

/** Everything that a snapshot holds, or that is compared with one. */
export interface ObservedShop {
    readonly objects: readonly ShopObject[];
    readonly pods: readonly PodCount[];
    readonly restarts: RestartCounts;
    readonly traces: IncidentTraces;
    readonly frontEnd: FrontEndAnswer;
}

/** Every live object of the shop, as the API server says it. */
async function readShop(reader: ApiReader, namespace: string): Promise<readonly JsonObject[]> {
    return (await Promise.all(shopKinds.map((kind) => listOf(reader, kind, namespace)))).flat();
}

/** Looks at the shop; rejects when the cluster does not answer or refuses to. */
export async function observeShop(reader: ApiReader, namespace: string): Promise<ObservedShop> {
    const [live, pods, traces] = await Promise.all([
        readShop(reader, namespace),
        listOf(reader, podKind, namespace),
        readTraces(reader, namespace),
    ]);
    return {
        objects: normalise(live),
        pods: live.filter(({ kind }) => kind === "Deployment").map(podCountOf),
        restarts: restartsOf(pods),
        traces,
        // Last: the time of an answer should not suffer from our own other questions.
        frontEnd: await askFrontEnd(reader, namespace),
    };
}
