import { eventReasons } from "../../datadog/facts/events";
import type { EventRecord, Tags } from "../../evidence/evidence";
import type { KubernetesEvent } from "../observer";
import type { ClusterFacts } from "./clusterFacts";

/** Who reports the events of a kind of object. */
const components: Readonly<Record<KubernetesEvent["kind"], string>> = {
    Pod: "kubelet",
    Deployment: "deployment-controller",
    HorizontalPodAutoscaler: "horizontal-pod-autoscaler",
    Job: "job-controller",
};

const collected: ReadonlySet<string> = new Set(eventReasons);

/** Whether the agent sends it: the chart's default is trouble of pods and nodes only. */
export function isCollected({ kind, reason }: KubernetesEvent): boolean {
    return kind === "Pod" && collected.has(reason);
}

/** A Kubernetes event as the agent sends it when events are not bundled. */
export function eventRecord(event: KubernetesEvent, facts: ClusterFacts): EventRecord {
    const { at, type, reason, kind, name, deployment, message } = event;
    const tags: Tags = {
        source: "kubernetes",
        orchestrator: "kubernetes",
        status: type === "Warning" ? "warn" : "info",
        host: facts.node,
        kube_cluster_name: facts.cluster,
        source_component: components[kind],
        reporting_controller: components[kind],
        event_reason: reason,
        kube_kind: kind,
        kube_name: name,
        kube_namespace: facts.namespace,
        ...(kind === "Pod" ? { pod_name: name } : {}),
        ...(deployment === undefined ? {} : { kube_deployment: deployment }),
    };
    return {
        time: at,
        title: `${kind} ${facts.namespace}/${name}: ${reason}`,
        text: message,
        tags,
    };
}
