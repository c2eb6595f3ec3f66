/**
 * What somebody on call may do: read the shop and change its workloads. Not among it: Secrets,
 * ConfigMaps and Leases, which tell of the incident; `exec`, by which whoever may change a
 * Deployment could mount and read all of them; and Jobs, because the load is one.
 */

interface Rule {
    readonly apiGroups: readonly string[];
    readonly resources: readonly string[];
    readonly verbs: readonly string[];
}

const read = ["get", "list", "watch"] as const;
const change = [...read, "create", "update", "patch", "delete"] as const;

export const shopRules: readonly Rule[] = [
    {
        apiGroups: [""],
        resources: [
            ...["pods", "pods/log", "pods/status", "endpoints", "events", "services"],
            ...["resourcequotas", "limitranges", "serviceaccounts", "persistentvolumeclaims"],
        ],
        verbs: read,
    },
    { apiGroups: [""], resources: ["pods"], verbs: ["delete"] },
    { apiGroups: [""], resources: ["pods/eviction", "pods/portforward"], verbs: ["create"] },
    { apiGroups: [""], resources: ["services"], verbs: change },
    {
        apiGroups: ["apps"],
        resources: ["replicasets", "statefulsets", "daemonsets", "controllerrevisions"],
        verbs: read,
    },
    {
        apiGroups: ["apps"],
        resources: ["deployments", "deployments/scale", "deployments/status"],
        verbs: change,
    },
    { apiGroups: ["autoscaling"], resources: ["horizontalpodautoscalers"], verbs: change },
    {
        apiGroups: ["networking.k8s.io"],
        resources: ["networkpolicies", "ingresses"],
        verbs: change,
    },
    { apiGroups: ["policy"], resources: ["poddisruptionbudgets"], verbs: change },
    { apiGroups: ["batch"], resources: ["jobs", "cronjobs"], verbs: read },
    { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: read },
    { apiGroups: ["events.k8s.io"], resources: ["events"], verbs: read },
    { apiGroups: ["metrics.k8s.io"], resources: ["pods"], verbs: ["get", "list"] },
];

/** Of the whole cluster; which namespaces there are is nobody's secret. */
export const clusterRules: readonly Rule[] = [
    { apiGroups: [""], resources: ["nodes", "namespaces"], verbs: read },
    { apiGroups: ["metrics.k8s.io"], resources: ["nodes"], verbs: ["get", "list"] },
];
