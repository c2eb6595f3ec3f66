import { type DeploymentHealth, healthOf } from "../../components/incident/deploymentHealth";
import { type ApiReader, type Kind, listOf } from "./apiServer";
import { askFrontEnd, type FrontEndAnswer } from "./frontEnd";
import { type RestartCounts, restartsOf } from "./health";
import { type IncidentTraces, readTraces } from "./incident";
import type { JsonObject } from "./json";
import { type Keeper, keeperOf } from "./keeper";
import { normalise, type ShopObject } from "./normalise";
import { type Stray, straysIn } from "./strays";

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
const replicaSetKind: Kind = { apiVersion: "apps/v1", kind: "ReplicaSet", plural: "replicasets" };
const sliceKind: Kind = {
    apiVersion: "discovery.k8s.io/v1",
    kind: "EndpointSlice",
    plural: "endpointslices",
};

/** Everything that a snapshot holds, or that is compared with one. */
export interface ObservedShop {
    readonly objects: readonly ShopObject[];
    readonly pods: readonly DeploymentHealth[];
    readonly restarts: RestartCounts;
    readonly traces: IncidentTraces;
    readonly strays: readonly Stray[];
    readonly frontEnd: FrontEndAnswer;
    readonly keeper: Keeper;
}

/** Every live object of the shop, as the API server says it. */
async function readShop(reader: ApiReader, namespace: string): Promise<readonly JsonObject[]> {
    return (await Promise.all(shopKinds.map((kind) => listOf(reader, kind, namespace)))).flat();
}

/** Looks at the shop; rejects when the cluster does not answer or refuses to. */
export async function observeShop(reader: ApiReader, namespace: string): Promise<ObservedShop> {
    const [live, pods, replicaSets, endpointSlices, traces] = await Promise.all([
        readShop(reader, namespace),
        listOf(reader, podKind, namespace),
        listOf(reader, replicaSetKind, namespace),
        listOf(reader, sliceKind, namespace),
        readTraces(reader, namespace),
    ]);
    const ofKind = (wanted: string): readonly JsonObject[] =>
        live.filter(({ kind }) => kind === wanted);
    const deployments = ofKind("Deployment");
    return {
        objects: normalise(live),
        pods: deployments.map(healthOf),
        keeper: keeperOf(deployments),
        restarts: restartsOf(pods),
        traces,
        strays: straysIn({
            deployments,
            services: ofKind("Service"),
            pods,
            replicaSets,
            endpointSlices,
        }),
        // Last: the time of an answer should not suffer from our own other questions.
        frontEnd: await askFrontEnd(reader, namespace),
    };
}
