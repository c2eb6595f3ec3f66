import { terminatedReasons, waitingReasons } from "../../datadog/facts/kubelet";
import type { PodSample } from "../observer";
import { SeriesSet } from "./seriesBook";
import type { SeriesBook } from "./seriesBook";
import type { ContainerTags } from "./tags";

/** What the kubelet's check and kube-state metrics say about the state of a container. */
export class ContainerStates {
    private readonly ofPod: SeriesSet;
    private readonly ofState: SeriesSet;
    private readonly ofReason = new Map<string, SeriesSet>();

    constructor(
        private readonly tags: ContainerTags,
        private readonly book: SeriesBook,
    ) {
        this.ofPod = new SeriesSet(book, tags.orchestrator);
        this.ofState = new SeriesSet(book, tags.state);
    }

    check(time: number, pod: PodSample): void {
        this.ofPod.push("kubernetes.containers.restarts", time, pod.restarts);
        this.ofState.push("kubernetes_state.container.restarts", time, pod.restarts);
        const { state } = pod;
        this.ofState.push("kubernetes_state.container.running", time, state === "running" ? 1 : 0);
        this.ofState.push("kubernetes_state.container.waiting", time, state === "waiting" ? 1 : 0);
        const isOver = state === "terminated" ? 1 : 0;
        this.ofState.push("kubernetes_state.container.terminated", time, isOver);
        this.ofState.push("kubernetes_state.container.ready", time, pod.isReady ? 1 : 0);
        const { waitingReason, terminatedReason, lastTerminatedReason } = pod;
        this.state(time, "waiting", waitingReason, waitingReasons);
        this.state(time, "terminated", terminatedReason, terminatedReasons);
        const last = known(lastTerminatedReason, terminatedReasons);
        if (last !== undefined) {
            const metric = "kubernetes.containers.last_state.terminated";
            this.withReason(last, "pod").push(metric, time, 1);
        }
    }

    /** Reported only while it lasts, by the kubelet's check and by kube-state metrics. */
    private state(
        time: number,
        state: "waiting" | "terminated",
        reason: string | undefined,
        reasons: readonly string[],
    ): void {
        const name = known(reason, reasons);
        if (name === undefined) {
            return;
        }
        this.withReason(name, "pod").push(`kubernetes.containers.state.${state}`, time, 1);
        if (name !== "createcontainerconfigerror") {
            const metric = `kubernetes_state.container.status_report.count.${state}`;
            this.withReason(name, "state").push(metric, time, 1);
        }
    }

    private withReason(reason: string, kind: "pod" | "state"): SeriesSet {
        const key = `${kind} ${reason}`;
        let set = this.ofReason.get(key);
        if (set === undefined) {
            const tags = kind === "pod" ? this.tags.orchestrator : this.tags.state;
            set = new SeriesSet(this.book, { ...tags, reason });
            this.ofReason.set(key, set);
        }
        return set;
    }
}

function known(reason: string | undefined, reasons: readonly string[]): string | undefined {
    const lower = reason?.toLowerCase();
    return lower !== undefined && reasons.includes(lower) ? lower : undefined;
}
