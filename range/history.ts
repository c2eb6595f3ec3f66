/** What a shop that has been healthy for an hour has left behind in Datadog. */
import type { Evidence, Series, Tags } from "../evidence/evidence";
import { kubernetesObjects, type Plan } from "../plan/plan";
import type { TwinInput } from "../twin/input";
import { simulate } from "../twin/simulate";
import { Telemetry } from "../twin/telemetry/telemetry";
import type { Chunk } from "./store/store";

const historySeconds = 3600;

export type HistoryOptions = Pick<TwinInput, "namespace" | "seed" | "hostSpeed" | "nodeCpus"> & {
    /** Until when, in seconds since the epoch. */
    readonly until: number;
};

/** What is needed of a pod as the API has it. */
export interface LivePod {
    readonly metadata?: {
        readonly name?: string;
        readonly ownerReferences?: readonly { readonly name: string }[];
    };
    readonly status?: {
        readonly containerStatuses?: readonly {
            readonly name: string;
            readonly containerID?: string;
        }[];
    };
}

/** Simulates the hour; its pods have names of their own. */
export function healthyHour(plan: Plan, { until, ...options }: HistoryOptions): Evidence {
    const input: TwinInput = {
        ...options,
        phases: [{ atSeconds: 0, objects: kubernetesObjects(plan) }],
        beforeSeconds: historySeconds,
        afterSeconds: 0,
        epoch: until,
    };
    const run = { incident: "none", remediation: "none", users: 0, settings: {} };
    const telemetry = new Telemetry({ input, run });
    return telemetry.finish(simulate(input, telemetry));
}

/** The hour as that of the pods that there are: their lines in a graph go on where it ends. */
export function asHourOf(pods: readonly LivePod[], { series, distributions }: Evidence): Chunk {
    const names = namesFor(pods, series);
    const renamed = (tags: Tags): Tags =>
        Object.fromEntries(
            Object.entries(tags).map(([key, value]) => [key, names.get(value) ?? value]),
        );
    return {
        series: series.map((one) => ({ ...one, tags: renamed(one.tags) })),
        distributions: distributions.map((one) => ({ ...one, tags: renamed(one.tags) })),
    };
}

/** Which value of a tag takes the place of which. */
function namesFor(
    pods: readonly LivePod[],
    series: readonly Series[],
): ReadonlyMap<string, string> {
    const names = new Map<string, string>();
    const left = new Map(pods.map((pod) => [pod.metadata?.name ?? "", pod]));
    for (const { tags } of series) {
        const { pod_name: old = "", kube_replica_set: set = "", kube_container_name: name } = tags;
        if (old === "" || set === "" || name === undefined) {
            continue;
        }
        const known = names.get(old);
        const taken = known ?? [...left].find(([, pod]) => isOf(pod, tags.kube_deployment))?.[0];
        const pod = pods.find(({ metadata }) => metadata?.name === taken);
        if (taken === undefined || pod === undefined) {
            continue;
        }
        left.delete(taken);
        names.set(old, taken);
        names.set(set, ownerOf(pod));
        const { container_id: id, display_container_name: shown } = tags;
        if (id !== undefined && shown !== undefined) {
            names.set(id, idOf(pod, name));
            names.set(shown, `${name}_${taken}`);
        }
    }
    return names;
}

/** A Deployment's pods belong to a ReplicaSet named after it and a hash. */
function isOf(pod: LivePod, deployment: string | undefined): boolean {
    return ownerOf(pod).replace(/-[^-]+$/, "") === deployment;
}

function ownerOf({ metadata }: LivePod): string {
    return metadata?.ownerReferences?.[0]?.name ?? "";
}

function idOf({ status }: LivePod, container: string): string {
    const found = status?.containerStatuses?.find(({ name }) => name === container);
    return found?.containerID?.replace(/^.*\/\//, "") ?? "";
}
