import type { Stream } from "../clock/stream";
import { exitAfterTerm, startCpuSeconds } from "../physics/frontEnd";
import { ignoresTerm } from "../physics/idle";
import { podStartSeconds } from "../physics/kubelet";
import type { Cluster } from "../cluster";
import type { Container } from "../pod/container";
import { makeProcess } from "../pod/process";
import type { Pod } from "../pod/pod";
import { identifier } from "../pod/podName";
import { type ProbeKind, ProbeWorker } from "./probeWorker";
import { Prober } from "./prober";
import { Restarts } from "./restarts";
import { livenessKill, npmLastWords, podEvent } from "./wording";

/** Starts, probes, kills and restarts containers. */
export class Kubelet {
    private readonly prober: Prober;
    private readonly restarts: Restarts;

    constructor(
        private readonly cluster: Cluster,
        private readonly stream: Stream,
    ) {
        this.prober = new Prober(cluster, (container, kind, success) => {
            this.decided(container, kind, success);
        });
        this.restarts = new Restarts(cluster, stream, (container) => {
            this.start(container);
        });
    }

    /** A new pod: its containers start after a moment. */
    run(pod: Pod): void {
        const { queue } = this.cluster;
        const delay = this.stream.between(podStartSeconds.min, podStartSeconds.max);
        for (const container of pod.containers) {
            queue.at(queue.now + delay, () => {
                if (!pod.isTerminating) {
                    this.start(container);
                }
            });
        }
    }

    /** A pod that has been running for long when the simulation begins. */
    adopt(pod: Pod, startedAt: number): void {
        for (const container of pod.containers) {
            this.become(container);
            container.startedAt = startedAt;
            container.isReady = true;
            this.listen(container);
            this.probe(container);
        }
        this.cluster.endpoints.update(pod);
    }

    /** Ends a pod: it gets no new connections, and after its grace it is gone. */
    delete(pod: Pod): void {
        pod.isTerminating = true;
        this.cluster.endpoints.update(pod);
        for (const container of pod.containers) {
            container.refresh(this.cluster.queue.now);
            if (container.state === "running") {
                this.tell(container, "Killing", `Stopping container ${container.spec.name}`);
                this.terminate(container);
            } else {
                this.gone(container);
            }
        }
    }

    /** The kernel killed the process for its memory. */
    outOfMemory(container: Container): void {
        this.exit(container, "OOMKilled");
    }

    private start(container: Container): void {
        const { queue } = this.cluster;
        this.become(container);
        const { name, image } = container.spec;
        const pulled = `Container image "${image}" already present on machine`;
        this.tell(container, "Pulled", pulled);
        this.tell(container, "Created", `Created container: ${name}`);
        this.tell(container, "Started", `Started container ${name}`);
        if (container.spec.readiness === undefined) {
            this.setReady(container, true);
        }
        const { generation } = container;
        const work =
            container.loop === undefined
                ? container.physics.startCpuSeconds
                : this.stream.between(startCpuSeconds.min, startCpuSeconds.max);
        // Lab: 0.9 s at 300m and 5 s at 60m, so throttling costs a start nothing extra.
        const listening = container.quota?.finish(queue.now, work * this.cluster.hostSpeed, 0);
        queue.at(listening ?? queue.now, () => {
            if (container.generation === generation) {
                this.listen(container);
            }
        });
        this.probe(container);
        container.refresh(queue.now);
    }

    private become(container: Container): void {
        container.generation++;
        container.startedAt = this.cluster.queue.now;
        container.id = identifier(this.stream, 64);
        container.state = "running";
        container.waitingReason = undefined;
        container.terminatedReason = undefined;
        container.isReady = false;
        container.isStopping = false;
        makeProcess(container, this.cluster);
    }

    private listen(container: Container): void {
        container.isListening = true;
        if (container.loop !== undefined) {
            container.loop.isListening = true;
        }
        container.refresh(this.cluster.queue.now);
        if (container.memoryBytes > (container.spec.memoryLimitBytes ?? Infinity)) {
            this.outOfMemory(container);
        }
    }

    private probe(container: Container): void {
        const { queue } = this.cluster;
        for (const kind of ["liveness", "readiness"] as const) {
            const [probe, counts] = [container.spec[kind], container[kind]];
            if (probe !== undefined && counts !== undefined) {
                const { createdAt } = container.pod;
                new ProbeWorker(this.prober, container, kind, probe, counts, createdAt, queue.now);
            }
        }
    }

    private decided(container: Container, kind: ProbeKind, success: boolean): void {
        if (kind === "readiness") {
            this.setReady(container, success);
        } else if (!success) {
            this.tell(container, "Killing", livenessKill(container));
            this.terminate(container);
        }
    }

    private setReady(container: Container, isReady: boolean): void {
        if (container.isReady !== isReady) {
            container.isReady = isReady;
            this.cluster.endpoints.update(container.pod);
        }
    }

    /** SIGTERM; SIGKILL after the grace. */
    private terminate(container: Container): void {
        const { queue } = this.cluster;
        container.isStopping = true;
        const grace = container.pod.spec.graceSeconds;
        const { generation, pod } = container;
        const isDeaf = ignoresTerm.has(container.spec.name);
        const wanted = this.stream.between(exitAfterTerm.min, exitAfterTerm.max);
        queue.at(queue.now + (isDeaf ? grace : Math.min(wanted, grace)), () => {
            if (container.generation !== generation) {
                return;
            }
            if (container.loop !== undefined && wanted <= grace) {
                npmLastWords.forEach((line) => {
                    pod.log("stderr", line);
                });
            }
            this.exit(container, "Error");
        });
    }

    private exit(container: Container, reason: string): void {
        const { queue } = this.cluster;
        const { pod } = container;
        container.generation++;
        container.state = "terminated";
        container.terminatedReason = reason;
        container.isListening = false;
        container.isReady = false;
        this.cluster.cut(container);
        container.refresh(queue.now);
        this.cluster.endpoints.update(pod);
        if (pod.isTerminating) {
            this.gone(container);
            return;
        }
        this.restarts.plan(container, reason);
    }

    private gone(container: Container): void {
        container.generation++;
        const { pod } = container;
        if (pod.containers.every(({ state }) => state !== "running")) {
            pod.isGone = true;
            this.cluster.removed(pod);
        }
    }

    private tell({ pod }: Container, reason: string, message: string): void {
        this.cluster.event(podEvent(pod, "Normal", reason, message));
    }
}
