/** A pod that the simulation plays. */
import type { V1Pod } from "@kubernetes/client-node";

import type { Container, ContainerEnd, Pod } from "../../../twin/pod/pod";
import { goDuration } from "../../../twin/telemetry/goDuration";
import { type MissingImage, missingImage } from "../../../twin/kubelet/images";
import { identityOf } from "../api/identity";
import type { World } from "../world/world";
import type { ContainerView, Ended, PodView, ViewedState } from "./containerView";
import type { Player } from "./player";
import { podSpecOf, replicaSetOf } from "./podSpec";

export interface TwinPodOptions {
    readonly world: World;
    readonly address: string;
    /** It has been running for long, and is warm. */
    readonly isAdopted: boolean;
}

export class TwinPod implements Player {
    readonly twin: Pod;
    private readonly startedAt: number;
    private readonly world: World;

    constructor(pod: V1Pod, { world, address, isAdopted }: TwinPodOptions) {
        this.world = world;
        const { name, uid } = identityOf(pod);
        const creationTimestamp = pod.metadata?.creationTimestamp;
        const { cluster, kubelet } = world;
        const createdAt = new Date(creationTimestamp ?? world.outside() * 1000).getTime() / 1000;
        const identity = { name, uid, address, replicaSet: replicaSetOf(pod) };
        this.startedAt = world.outside();
        this.twin = cluster.createPod(podSpecOf(pod), world.inside(createdAt), identity);
        this.twin.isPending = false;
        const missing = ({ spec }: Container): MissingImage | undefined => missingImage(spec);
        if (isAdopted && this.twin.containers.every((one) => missing(one) === undefined)) {
            kubelet.adopt(this.twin, world.queue.now, false);
            return;
        }
        kubelet.run(this.twin, missing);
    }

    get isGone(): boolean {
        return this.twin.isGone;
    }

    view(): PodView {
        const { twin, startedAt } = this;
        return {
            address: twin.address,
            startedAt,
            containers: twin.containers.map((container) => this.containerView(container)),
        };
    }

    end(graceSeconds: number): void {
        if (!this.twin.isTerminating) {
            this.world.kubelet.delete(this.twin, graceSeconds);
        }
    }

    kill(): void {
        if (!this.twin.isGone) {
            this.world.kubelet.kill(this.twin);
        }
    }

    forget(): void {
        this.kill();
    }

    private containerView(container: Container): ContainerView {
        const { spec, id, restarts, isReady, lastEnd } = container;
        const isRunning = container.state === "running";
        const state = this.stateOf(container);
        return {
            name: spec.name,
            image: spec.image,
            id,
            state,
            last:
                state.is === "terminated" || lastEnd === undefined
                    ? undefined
                    : this.ended(lastEnd),
            isReady: isReady && isRunning,
            isStarted: isRunning && container.isStarted,
            restarts,
        };
    }

    private stateOf(container: Container): ViewedState {
        const { state, waitingReason = "ContainerCreating", startedAt, lastEnd } = container;
        if (state === "running") {
            return { is: "running", startedAt: this.world.outside(startedAt) };
        }
        if (state === "terminated" && lastEnd !== undefined) {
            return { is: "terminated", ended: this.ended(lastEnd) };
        }
        const message =
            waitingReason === "CrashLoopBackOff"
                ? this.heldBack(container)
                : this.world.kubelet.pulls.messageOf(container);
        const waiting = { is: "waiting", reason: waitingReason } as const;
        return message === undefined ? waiting : { ...waiting, message };
    }

    private heldBack({ spec, backOffSeconds }: Container): string {
        const { twin, world } = this;
        return (
            `back-off ${goDuration(backOffSeconds)} restarting failed container=${spec.name} ` +
            `pod=${twin.name}_${world.namespace}(${twin.uid})`
        );
    }

    private ended({ reason, exitCode, id, startedAt, at }: ContainerEnd): Ended {
        return {
            ...{ reason, exitCode, id },
            startedAt: this.world.outside(startedAt),
            finishedAt: this.world.outside(at),
        };
    }
}
