import type { Stream } from "../clock/stream";
import type { Cluster } from "../cluster";
import { npmCpuSeconds } from "../physics/frontEnd";
import type { Range } from "../physics/idle";
import { exitCodes, podStartSeconds } from "../physics/kubelet";
import type { Container, Pod } from "../pod/pod";
import { identifier } from "../pod/podName";
import { ImagePulls } from "./imagePulls";
import { type MissingImage, missingImage } from "./images";
import { Prober } from "./prober";
import type { ProbeKind } from "./probeWorker";
import { makeProcess, workThrough } from "./process";
import { Restarts } from "./restarts";
import { type KubeletKind, type KubeletRules, kubelets } from "./rules";
import { Termination } from "./termination";
import { podEvent, probeKill, startMessages, tomcatStarted } from "./wording";

/** Starts, probes, kills and restarts containers. */
export class Kubelet {
    private readonly rules: KubeletRules;
    private readonly prober: Prober;
    private readonly restarts: Restarts;
    private readonly termination: Termination;
    readonly pulls: ImagePulls;

    constructor(
        private readonly cluster: Cluster,
        private readonly stream: Stream,
        kind: KubeletKind = "real",
    ) {
        const rules = kubelets[kind];
        this.rules = rules;
        this.pulls = new ImagePulls(cluster);
        this.prober = new Prober(cluster, stream, rules, (container, kind, success) => {
            this.decided(container, kind, success);
        });
        this.restarts = new Restarts(cluster, stream, rules, (container) => {
            this.start(container);
        });
        this.termination = new Termination(cluster.queue, stream, (container, exitCode) => {
            this.exit(container, "Error", exitCode);
        });
        cluster.crashed = (container, lastWords) => {
            this.crashed(container, lastWords);
        };
        cluster.outOfMemory = (container) => {
            this.outOfMemory(container);
        };
    }

    /** A new pod: those of its containers start after a moment whose image is there. */
    run(pod: Pod, missing: (container: Container) => MissingImage | undefined = tagMissing): void {
        const { queue } = this.cluster;
        const delay = this.between(podStartSeconds);
        for (const container of pod.containers) {
            const why = missing(container);
            if (why !== undefined) {
                this.pulls.pull(container, why);
                continue;
            }
            queue.at(queue.now + delay, () => {
                if (!pod.isTerminating) {
                    this.start(container);
                }
            });
        }
    }

    /** A pod that has been running for long when the simulation begins, perhaps restarted once. */
    adopt(pod: Pod, startedAt: number, hasRestarted: boolean): void {
        for (const container of pod.containers) {
            this.launch(container);
            container.startedAt = startedAt;
            if (hasRestarted) {
                container.restarts = 1;
                container.lastTerminatedReason = "Error";
                this.restarts.remember(container, startedAt);
            }
            container.isStarted = true;
            container.isReady = true;
            container.backend?.warm();
            this.listen(container);
            this.prober.watch(container);
        }
        this.cluster.endpoints.update(pod);
    }

    /** Ends a pod: it gets no new connections, and after its grace, in seconds, it is gone. */
    delete(pod: Pod, grace = pod.spec.graceSeconds): void {
        pod.isTerminating = true;
        this.cluster.endpoints.update(pod);
        for (const container of pod.containers) {
            container.refresh(this.cluster.queue.now);
            if (container.state === "running") {
                this.tell(container, "Killing", `Stopping container ${container.spec.name}`);
                this.termination.begin(container, grace);
            } else {
                this.gone(container);
            }
        }
    }

    /** The kernel killed the process for its memory. */
    private outOfMemory(container: Container): void {
        this.exit(container, "OOMKilled", exitCodes.killed);
    }

    /** The process ended itself. */
    private crashed(container: Container, lastWords: readonly string[]): void {
        lastWords.forEach((line) => {
            container.pod.log("stderr", line);
        });
        this.exit(container, "Error", exitCodes.failed);
    }

    /** Nobody waits for the pod's end: its processes are killed now. */
    kill(pod: Pod): void {
        pod.isTerminating = true;
        for (const container of pod.containers) {
            if (container.state === "running") {
                this.exit(container, "Error", exitCodes.killed);
            } else {
                this.gone(container);
            }
        }
    }

    private start(container: Container): void {
        const { queue } = this.cluster;
        this.launch(container);
        for (const [reason, message] of startMessages(container)) {
            this.tell(container, reason, message);
        }
        this.unlessProbed(container);
        const { generation } = container;
        // Lab: 0.9 s at 300m and 5 s at 60m, so throttling costs a start nothing extra.
        workThrough(container.quota, queue, this.startWork(container), () => {
            if (container.generation === generation) {
                this.listen(container);
                if (container.physics.isJvm === true) {
                    container.pod.log("stdout", tomcatStarted(container));
                }
            }
        });
        this.prober.watch(container);
        container.refresh(queue.now);
    }

    /** CPU seconds until it listens. */
    private startWork({ physics, loop }: Container): number {
        const ofProcess = this.between(physics.startCpuSeconds);
        const isByNpm = loop !== undefined && this.rules.startsByNpm;
        return isByNpm ? ofProcess + this.between(npmCpuSeconds) : ofProcess;
    }

    private between({ min, max }: Range): number {
        return this.stream.between(min, max);
    }

    private launch(container: Container): void {
        container.begin(this.cluster.queue.now, identifier(this.stream, 64));
        makeProcess(container, this.cluster);
        this.cluster.started(container);
    }

    private listen(container: Container): void {
        container.isListening = true;
        if (container.loop !== undefined) {
            container.loop.isListening = true;
        }
        this.cluster.listens();
        container.refresh(this.cluster.queue.now);
        if (container.memoryBytes > (container.spec.memoryLimitBytes ?? Infinity)) {
            this.outOfMemory(container);
        }
    }

    private decided(container: Container, kind: ProbeKind, success: boolean): void {
        if (kind === "readiness") {
            this.setReady(container, success);
        } else if (!success) {
            this.tell(container, "Killing", probeKill(container, kind));
            this.termination.begin(container, container.pod.spec.graceSeconds);
        } else if (kind === "startup") {
            container.isStarted = true;
            this.unlessProbed(container);
            this.prober.started(container);
        }
    }

    /** A started container is ready without a readiness probe. */
    private unlessProbed(container: Container): void {
        if (container.isStarted && container.spec.readiness === undefined) {
            this.setReady(container, true);
        }
    }

    private setReady(container: Container, isReady: boolean): void {
        if (container.isReady !== isReady) {
            container.isReady = isReady;
            this.cluster.endpoints.update(container.pod);
        }
    }

    private exit(container: Container, reason: string, exitCode: number): void {
        const { queue } = this.cluster;
        const { pod } = container;
        const exit = container.isStopping ? "killed" : "byItself";
        container.end(queue.now, reason, exitCode);
        this.cluster.cut(container);
        container.refresh(queue.now);
        this.cluster.endpoints.update(pod);
        if (pod.isTerminating) {
            this.gone(container);
            return;
        }
        this.restarts.ended(container, reason, exit);
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

/** Of a repository of which nothing is known, a plan's image is taken to be there. */
function tagMissing({ spec }: Container): MissingImage | undefined {
    const missing = missingImage(spec);
    return missing === "noTag" ? missing : undefined;
}
