/** The coming and going of load pods, in the order in which it happened. */
import { type KubeConfig, type V1Pod, Watch } from "@kubernetes/client-node";

export interface PodEvent {
    readonly what: "there" | "gone";
    readonly pod: string;
    /** ISO 8601. */
    readonly at: string;
}

export interface PodWatch {
    /** What was seen until now; ends the watch. */
    stop(): readonly PodEvent[];
}

/** Starts with the pods that are there already. */
export async function watchLoadPods(config: KubeConfig, namespace: string): Promise<PodWatch> {
    const events: PodEvent[] = [];
    const phases: Readonly<Record<string, PodEvent["what"]>> = { ADDED: "there", DELETED: "gone" };
    const watching = await new Watch(config).watch(
        `/api/v1/namespaces/${namespace}/pods`,
        { labelSelector: "app.kubernetes.io/component=load" },
        (phase: string, pod: V1Pod) => {
            const what = phases[phase];
            if (what !== undefined) {
                const at = new Date().toISOString();
                events.push({ what, pod: pod.metadata?.name ?? "", at });
            }
        },
        // However it ends, what was seen until then is what counts.
        () => undefined,
    );
    return {
        stop: () => {
            watching.abort();
            return events;
        },
    };
}
