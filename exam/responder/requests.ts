/**
 * How much whoever sits an exam asks of the API server. Its requests have a priority level of their own
 * there, so that a flood of them keeps neither the shop's controllers nor the range waiting, and the
 * server counts them: the audit log has no reads.
 */
import type { ApiClient, KubernetesObject } from "../../range/controlPlane/apiClient";

const name = "on-call";
const flowControl = "flowcontrol.apiserver.k8s.io/v1";

/** Of the 250 or so that Kubernetes' own levels share: a dozen requests at a time. */
const shares = 5;

/** More wait in a queue; what finds it full is refused with 429. */
const longestQueue = 200;

export function flowObjects(account: {
    readonly name: string;
    readonly namespace: string;
}): readonly KubernetesObject[] {
    const everything = { verbs: ["*"], apiGroups: ["*"], resources: ["*"] };
    return [
        {
            ...{ apiVersion: flowControl, kind: "PriorityLevelConfiguration", metadata: { name } },
            spec: {
                type: "Limited",
                limited: {
                    ...{ nominalConcurrencyShares: shares, borrowingLimitPercent: 0 },
                    limitResponse: {
                        type: "Queue",
                        queuing: { queues: 1, handSize: 1, queueLengthLimit: longestQueue },
                    },
                },
            },
        },
        {
            ...{ apiVersion: flowControl, kind: "FlowSchema", metadata: { name } },
            spec: {
                priorityLevelConfiguration: { name },
                // Before Kubernetes' own for service accounts, which has 9000.
                matchingPrecedence: 500,
                rules: [
                    {
                        subjects: [{ kind: "ServiceAccount", serviceAccount: account }],
                        resourceRules: [{ ...everything, clusterScope: true, namespaces: ["*"] }],
                        nonResourceRules: [{ verbs: ["*"], nonResourceURLs: ["*"] }],
                    },
                ],
            },
        },
    ];
}

/** Up to now, by the server's own count. */
export async function requestsOf(api: Pick<ApiClient, "get">): Promise<number> {
    return countedIn(String(await api.get("/metrics")));
}

/** In the text of the server's metrics: those that were answered, and those that were refused. */
export function countedIn(metrics: string): number {
    const rows = metrics.matchAll(
        /^apiserver_flowcontrol_(?:dispatched|rejected)_requests_total\{([^}]*)\} (\S+)$/gm,
    );
    return [...rows]
        .filter(([, labels = ""]) => labels.includes(`flow_schema="${name}"`))
        .reduce((sum, [, , count]) => sum + Number(count), 0);
}
