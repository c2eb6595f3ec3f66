/** The shop's objects and the account's monitors at a moment. */
import { z } from "zod";

import { overallState } from "../../range/account/objects/monitorStates";
import type { RunningAccount } from "../../range/account/startAccount";
import type { ApiClient } from "../../range/controlPlane/apiClient";
import type { RecordedMonitor, RecordedObject, WorldState } from "../record/record";

const kinds = {
    Deployment: "/apis/apps/v1/namespaces/{}/deployments",
    HorizontalPodAutoscaler: "/apis/autoscaling/v2/namespaces/{}/horizontalpodautoscalers",
    Job: "/apis/batch/v1/namespaces/{}/jobs",
    NetworkPolicy: "/apis/networking.k8s.io/v1/namespaces/{}/networkpolicies",
    Service: "/api/v1/namespaces/{}/services",
} as const;

const list = z.object({
    items: z.array(z.looseObject({ metadata: z.object({ name: z.string() }), spec: z.unknown() })),
});

export async function worldState(
    api: ApiClient,
    account: RunningAccount,
    namespace: string,
): Promise<WorldState> {
    const objects = await Promise.all(
        Object.entries(kinds).map(([kind, path]) =>
            objectsOf(api, kind, path.replace("{}", namespace)),
        ),
    );
    return { objects: objects.flat(), ...accountState(account) };
}

async function objectsOf(
    api: ApiClient,
    kind: string,
    path: string,
): Promise<readonly RecordedObject[]> {
    const { items } = list.parse(await api.get(path));
    return items
        .map(({ metadata, spec }) => ({ kind, name: metadata.name, content: { spec } }))
        .sort((one, other) => (one.name < other.name ? -1 : 1));
}

const monitor = z.looseObject({
    id: z.number(),
    name: z.string().default(""),
    type: z.string().default(""),
    query: z.string().default(""),
    options: z
        .looseObject({
            thresholds: z.unknown(),
            silenced: z.record(z.string(), z.number().nullable()).nullish(),
        })
        .default({ thresholds: undefined }),
});

function accountState({ account, live }: RunningAccount): Omit<WorldState, "objects"> {
    const monitors = [...account.monitors.values()].map((stored): RecordedMonitor => {
        const { id, name, type, query, options } = monitor.parse(stored);
        const { thresholds = null, silenced } = options;
        const state = overallState(live, id);
        return { id, name, type, query, thresholds, silenced: silenced ?? {}, state };
    });
    return { monitors, downtimes: account.holdings.downtimes ?? 0 };
}
