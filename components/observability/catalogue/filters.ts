import type { AutoscaledResource } from "../../../shop/changes";

/*
 * The filters of the catalogue's queries. Deployments and containers of one name: the container's
 * tag exists at every cardinality and in kube-state metrics, so it is the one used.
 */

const braces = (...conditions: readonly string[]): string => `{${conditions.join(",")}}`;

const inNamespace = (namespace: string): string => `kube_namespace:${namespace}`;

const isFrontEnd = "kube_container_name:front-end";

export const filters = {
    namespace: (namespace: string): string => braces(inNamespace(namespace)),
    /** Further conditions come as they are. */
    frontEnd: (namespace: string, ...conditions: readonly string[]): string =>
        braces(inNamespace(namespace), isFrontEnd, ...conditions),
    /** What Deployments run, the front-end excepted; Jobs are none of the shop's. */
    behindFrontEnd: (namespace: string, ...conditions: readonly string[]): string =>
        braces(inNamespace(namespace), "kube_deployment:*", `!${isFrontEnd}`, ...conditions),
    deployment: (namespace: string, deployment: string): string =>
        braces(inNamespace(namespace), `kube_deployment:${deployment}`),
    /** The queue into which orders that are paid go. */
    shippingQueue: (namespace: string): string =>
        braces(inNamespace(namespace), "queue:shipping-task"),
    /** What an autoscaler goes by, in percent of the requests. */
    autoscaledBy: (namespace: string, resource: AutoscaledResource): string =>
        braces(inNamespace(namespace), `metric_name:${resource}`, "metric_target_type:utilization"),
    /** Containers that wait for an image: it was refused, or the kubelet backs off from asking again. */
    withoutImage: (namespace: string): string =>
        `{${inNamespace(namespace)} AND reason IN (errimagepull,imagepullbackoff)}`,
    /** Containers of Deployments: what runs to its end, such as a Job, is none. */
    allDeployments: (namespace: string): string =>
        braces(inNamespace(namespace), "kube_deployment:*"),
} as const;
