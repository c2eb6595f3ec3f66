/** What a load's pod is told to do: by its Job's arguments, its files and its variables. */
import type { V1Pod } from "@kubernetes/client-node";

import type { PlannedObject } from "../../../plan/plan";
import { type LoadSpec, readLoad } from "../../../twin/read/load";
import type { ApiClient } from "../../controlPlane/apiClient";
import { identityOf } from "../api/identity";
import { jobOf } from "../pods/podSpec";
import { configMapsOf, environmentOf } from "./podAccess";

export interface LoadOrders {
    /** Undefined: there is nothing to play. */
    readonly spec: LoadSpec | undefined;
    readonly environment: Readonly<Record<string, string>>;
}

/** Rejects when one of its files is missing. */
export async function loadOrdersOf(api: ApiClient, pod: V1Pod): Promise<LoadOrders> {
    const { name, namespace } = identityOf(pod);
    const configMaps = await configMapsOf(api, namespace, pod.spec);
    const job = {
        kind: "Job",
        metadata: { name: jobOf(pod) ?? name },
        spec: { template: { metadata: { labels: pod.metadata?.labels }, spec: pod.spec } },
    };
    const objects = [job, ...configMaps.map((one) => ({ ...plain(one), kind: "ConfigMap" }))];
    return {
        spec: readLoad(objects as unknown as readonly PlannedObject[]),
        environment: await environmentOf(api, pod),
    };
}

const plain = (object: object): object => Object.assign({}, object);
