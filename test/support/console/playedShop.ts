/** The shop's objects as a rehearsed run has them at a moment: pods and Deployments with statuses. */
import type { Evidence, Series } from "../../../evidence/evidence";
import type { PlannedObject } from "../../../plan/plan";
import type { KubernetesStandIn, PlainObject } from "./kubernetesStandIn";

const told = new Set(["Deployment", "Service", "Job"]);

/** Puts in what the plan has, as the range would; without the load. */
export function bringUp(
    cluster: KubernetesStandIn,
    objects: readonly PlannedObject[],
    at: number,
): void {
    for (const object of objects.filter(({ kind }) => told.has(kind) && kind !== "Job")) {
        cluster.put(managed(object, "sock-shop-range", at));
    }
}

/** As if that manager had written it at that time. */
export function managed(object: object, manager: string, at: number): PlainObject {
    const { metadata, ...rest } = object as PlainObject;
    const fields = (metadata?.managedFields ?? []) as readonly { readonly manager: string }[];
    const time = new Date(at * 1000).toISOString();
    return {
        ...rest,
        metadata: {
            ...metadata,
            creationTimestamp: metadata?.creationTimestamp ?? time,
            managedFields: [
                ...fields.filter((one) => one.manager !== manager),
                { manager, operation: "Apply", time },
            ],
        },
    };
}

/** Brings pods and their Deployments to where the run has them at that time. */
export function playTo(cluster: KubernetesStandIn, evidence: Evidence, time: number): void {
    const at = (metric: string, tags: Readonly<Record<string, string>>): number | undefined =>
        last(evidence.series, metric, tags, time);
    const pods = podsAt(evidence.series, time);
    for (const { pod, deployment } of pods) {
        const tags = { pod_name: pod };
        const restarts = at("kubernetes.containers.restarts", tags) ?? 0;
        const backsOff = at("kubernetes.containers.state.waiting", {
            ...tags,
            reason: "crashloopbackoff",
        });
        const wanted = at("kubernetes_state.deployment.replicas_desired", {
            kube_deployment: deployment,
        });
        const available = at("kubernetes_state.deployment.replicas_available", {
            kube_deployment: deployment,
        });
        cluster.put(podObject(pod, deployment, restarts, backsOff === 1, available !== 0));
        const object = cluster.get("Deployment", deployment);
        if (object !== undefined) {
            cluster.put({
                ...object,
                ...{
                    status: {
                        readyReplicas: backsOff === 1 ? 0 : (available ?? 0),
                        replicas: wanted,
                    },
                },
            });
        }
    }
    const names = new Set(pods.map(({ pod }) => pod));
    for (const name of cluster.names("Pod").filter((one) => !names.has(one))) {
        cluster.remove("Pod", name);
    }
    for (const event of evidence.events.filter((one) => one.time <= time)) {
        cluster.put(eventObject(event));
    }
}

interface PodOf {
    readonly pod: string;
    readonly deployment: string;
}

/** Pods of Deployments that reported in the last minute. */
function podsAt(series: readonly Series[], time: number): readonly PodOf[] {
    const found = new Map<string, PodOf>();
    for (const { metric, tags, times } of series) {
        const { pod_name: pod, kube_deployment: deployment } = tags;
        const isNow = times.some((one) => one <= time && one > time - 60);
        if (metric === "kubernetes.containers.restarts" && pod && deployment && isNow) {
            found.set(pod, { pod, deployment });
        }
    }
    return [...found.values()];
}

function last(
    series: readonly Series[],
    metric: string,
    tags: Readonly<Record<string, string>>,
    time: number,
): number | undefined {
    const one = series.find(
        (each) =>
            each.metric === metric &&
            Object.entries(tags).every(([key, value]) => each.tags[key] === value),
    );
    const index = one?.times.findLastIndex((each) => each <= time && each > time - 60) ?? -1;
    return one?.values[index];
}

function podObject(
    name: string,
    deployment: string,
    restartCount: number,
    backsOff: boolean,
    ready: boolean,
): PlainObject {
    const state = backsOff
        ? { waiting: { reason: "CrashLoopBackOff" } }
        : { running: { startedAt: "2026-01-01T00:00:00Z" } };
    const ended = restartCount === 0 ? {} : { terminated: { reason: "Error", exitCode: 137 } };
    return {
        apiVersion: "v1",
        kind: "Pod",
        metadata: { name, labels: { name: deployment } },
        status: {
            phase: "Running",
            startTime: "2026-01-01T00:00:00Z",
            containerStatuses: [
                {
                    ...{ name: deployment, restartCount, ready: ready && !backsOff, state },
                    ...{ lastState: ended, started: true, image: "", imageID: "" },
                },
            ],
        },
    };
}

function eventObject({ time, title, text, tags }: Evidence["events"][number]): PlainObject {
    const stamp = new Date(time * 1000).toISOString();
    const made = {
        ...{ apiVersion: "v1", kind: "Event", type: "Warning", reason: tags.event_reason ?? title },
        metadata: {
            name: `event-${time}-${tags.pod_name ?? ""}`,
            creationTimestamp: stamp,
        },
        ...{ message: text, source: { component: "kubelet" }, lastTimestamp: stamp, count: 1 },
        involvedObject: { kind: tags.kube_kind ?? "Pod", name: tags.pod_name ?? tags.kube_name },
    };
    return made;
}
