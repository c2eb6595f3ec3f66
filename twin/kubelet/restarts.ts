import type { Stream } from "../clock/stream";
import type { Cluster } from "../cluster";
import { relistSeconds } from "../physics/kubelet";
import type { Container } from "../pod/container";
import { BackOff } from "./backOff";
import { backOffMessage, podEvent } from "./wording";

/** Starts containers again that have ended, after the back-off of CrashLoopBackOff. */
export class Restarts {
    private readonly backOffs = new Map<Container, BackOff>();

    constructor(
        private readonly cluster: Cluster,
        private readonly stream: Stream,
        private readonly start: (container: Container) => void,
    ) {}

    /** The container has ended just now. */
    plan(container: Container, reason: string): void {
        const { now } = this.cluster.queue;
        const backOff = this.backOffs.get(container) ?? new BackOff();
        this.backOffs.set(container, backOff);
        const delay = backOff.next(now);
        const noticed = now + this.stream.between(0, relistSeconds);
        if (delay > 0) {
            this.later(container, noticed, () => {
                this.wait(container, reason);
            });
        }
        this.later(container, Math.max(noticed, now + delay), () => {
            container.restarts++;
            container.lastTerminatedReason = reason;
            this.start(container);
        });
    }

    /** Unless something else has become of the container by then. */
    private later(container: Container, at: number, act: () => void): void {
        const { generation, pod } = container;
        this.cluster.queue.at(at, () => {
            if (container.generation === generation && !pod.isTerminating) {
                act();
            }
        });
    }

    private wait(container: Container, reason: string): void {
        container.state = "waiting";
        container.waitingReason = "CrashLoopBackOff";
        container.terminatedReason = undefined;
        container.lastTerminatedReason = reason;
        container.refresh(this.cluster.queue.now);
        const message = backOffMessage(container, this.cluster.namespace);
        this.cluster.event(podEvent(container.pod, "Warning", "BackOff", message));
    }
}
