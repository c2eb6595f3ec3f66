import type { EventQueue } from "../clock/eventQueue";
import type { Stream } from "../clock/stream";
import type { Cluster } from "../cluster";
import { relistSeconds, resyncSeconds } from "../physics/kubelet";
import type { Container } from "../pod/pod";
import { BackOff, type Exit } from "./backOff";
import type { KubeletRules } from "./rules";
import { backOffMessage, podEvent } from "./wording";

/** Starts containers again that have ended, after the back-off of CrashLoopBackOff. */
export class Restarts {
    private readonly backOffs = new Map<Container, BackOff>();
    private readonly queue: EventQueue;

    constructor(
        private readonly cluster: Cluster,
        private readonly stream: Stream,
        private readonly rules: KubeletRules,
        private readonly start: (container: Container) => void,
    ) {
        this.queue = cluster.queue;
    }

    /** A container that ended once, at that time, before the simulation began. */
    remember(container: Container, exitAt: number): void {
        this.backOffs.set(container, new BackOff(this.rules, exitAt));
    }

    /** The container has ended just now. */
    ended(container: Container, reason: string, exit: Exit): void {
        const { now } = this.queue;
        const backOff = this.backOffs.get(container) ?? new BackOff(this.rules);
        this.backOffs.set(container, backOff);
        const isAtOnce = backOff.ended(now, exit);
        this.later(container, now + this.stream.between(0, relistSeconds), () => {
            if (isAtOnce) {
                this.restart(container, reason);
            } else {
                this.sync(container, reason, backOff);
            }
        });
    }

    private sync(container: Container, reason: string, backOff: BackOff): void {
        const { now } = this.queue;
        const allowedAt = backOff.sync(now);
        if (allowedAt <= now) {
            this.restart(container, reason);
            return;
        }
        this.wait(container, reason, backOff.waitSeconds);
        this.later(container, this.nextSync(allowedAt), () => {
            this.sync(container, reason, backOff);
        });
    }

    /** When the pod's worker looks again: never before the back-off ends or a minute has gone. */
    private nextSync(allowedAt: number): number {
        const { now } = this.queue;
        const { jitter } = this.rules;
        if (jitter === 0) {
            return allowedAt;
        }
        const pause = Math.min(allowedAt - now, resyncSeconds);
        // completeWork in pod_workers.go; what is due waits for the sync loop's tick of a second.
        return now + pause * this.stream.between(1, 1 + jitter) + this.stream.between(0, 1);
    }

    private restart(container: Container, reason: string): void {
        container.restarts++;
        container.lastTerminatedReason = reason;
        this.start(container);
    }

    /** Unless something else has become of the container by then. */
    private later(container: Container, at: number, act: () => void): void {
        const { generation, pod } = container;
        this.queue.at(at, () => {
            if (container.generation === generation && !pod.isTerminating) {
                act();
            }
        });
    }

    private wait(container: Container, reason: string, seconds: number): void {
        container.state = "waiting";
        container.waitingReason = "CrashLoopBackOff";
        container.backOffSeconds = seconds;
        container.terminatedReason = undefined;
        container.lastTerminatedReason = reason;
        container.refresh(this.queue.now);
        const message = backOffMessage(container, this.cluster.namespace);
        this.cluster.event(podEvent(container.pod, "Warning", "BackOff", message));
    }
}
