/** What the node watches of the API, and whom it tells. */
import type {
    CoreV1Event,
    KubernetesObject,
    V1Deployment,
    V1EndpointSlice,
    V1Namespace,
    V1Pod,
    V1Service,
    V2HorizontalPodAutoscaler,
} from "@kubernetes/client-node";

import type { Watched, Watches } from "./api/watches";
import { PolicyMap } from "./world/policyMap";

/** What is watched beside the node's pods. */
export interface Watching {
    readonly services: Watched<V1Service>;
    readonly slices: Watched<V1EndpointSlice>;
    readonly deployments: Watched<V1Deployment>;
    readonly autoscalers: Watched<V2HorizontalPodAutoscaler>;
    readonly policies: PolicyMap;
}

/** Told of what has changed. */
export interface Told {
    service(service: V1Service, isGone: boolean): void;
    /** The endpoints of that Service. */
    endpoints(slice: KubernetesObject, service: string | undefined): void;
    /** Policies of that namespace. */
    policies(namespace: string): void;
}

export async function watchCluster(watches: Watches, told: Told): Promise<Watching> {
    const named =
        (isGone: boolean) =>
        (service: V1Service): void => {
            told.service(service, isGone);
        };
    const directed = (slice: KubernetesObject): void => {
        told.endpoints(slice, slice.metadata?.labels?.["kubernetes.io/service-name"]);
    };
    return {
        services: await watches.watch<V1Service>("/api/v1/services", {
            changed: named(false),
            deleted: named(true),
        }),
        slices: await watches.watch<V1EndpointSlice>("/apis/discovery.k8s.io/v1/endpointslices", {
            changed: directed,
            deleted: directed,
        }),
        deployments: await watches.watch("/apis/apps/v1/deployments"),
        autoscalers: await watches.watch("/apis/autoscaling/v2/horizontalpodautoscalers"),
        policies: await PolicyMap.watch(watches, (namespace) => {
            told.policies(namespace);
        }),
    };
}

/** Told of what the kubelet has to do with. */
export interface KubeletTold {
    pod(pod: V1Pod, isGone: boolean): void;
    /** A namespace is there, or has changed. */
    namespace(name: string): void;
    event(event: CoreV1Event): void;
}

export async function watchPods(watches: Watches, node: string, told: KubeletTold): Promise<void> {
    await watches.watch<V1Pod>(
        "/api/v1/pods",
        {
            changed: (pod) => {
                told.pod(pod, false);
            },
            deleted: (pod) => {
                told.pod(pod, true);
            },
        },
        `spec.nodeName=${node}`,
    );
    await watches.watch<V1Namespace>("/api/v1/namespaces", {
        changed: ({ metadata }) => {
            if (metadata?.deletionTimestamp === undefined) {
                told.namespace(metadata?.name ?? "");
            }
        },
    });
    await watches.watch<CoreV1Event>("/api/v1/events", {
        changed: (event) => {
            told.event(event);
        },
    });
}
