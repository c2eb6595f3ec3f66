/** A pod of a Job: one container that runs to its end. */
import { randomBytes } from "node:crypto";

import type { V1Container, V1Pod } from "@kubernetes/client-node";

import { backOff, exitCodes, podStartSeconds } from "../../../twin/physics/kubelet";
import { startMessages } from "../../../twin/kubelet/wording";
import { identityOf } from "../api/identity";
import type { ContainerView, Ended, PodView, ViewedState } from "../pods/containerView";
import type { Told } from "../pods/eventWriter";
import type { Player } from "../pods/player";
import type { NamespaceWorld } from "../world/namespaceWorld";

export interface JobPodOptions {
    readonly space: NamespaceWorld;
    readonly address: string;
    tell(told: Omit<Told, "at">): void;
}

export abstract class JobPod implements Player {
    readonly container: V1Container;
    private readonly startedAt: number;
    private id = "";
    private restarts = 0;
    private state: ViewedState = { is: "waiting", reason: "ContainerCreating" };
    private last: Ended | undefined;
    protected isEnding = false;

    constructor(
        protected readonly pod: V1Pod,
        protected readonly options: JobPodOptions,
    ) {
        const [container] = pod.spec?.containers ?? [];
        if (container === undefined) {
            throw new Error(`${identityOf(pod).name} has no container.`);
        }
        this.container = container;
        this.startedAt = options.space.wallTime;
        if (pod.status?.phase === "Running" && pod.spec?.restartPolicy === "Never") {
            this.lose(pod);
            return;
        }
        this.later(podStartSeconds.max, () => {
            this.prepareAndStart();
        });
    }

    /** What has to be there before the container can start, such as its volumes. */
    protected abstract prepare(): Promise<void>;
    /** The container starts now; `exited` says when it ends. */
    protected abstract start(): void;
    /** SIGTERM. */
    protected abstract terminate(): void;
    /** SIGKILL: whatever runs is gone when this returns. */
    protected abstract destroy(): void;

    get isGone(): boolean {
        return this.isEnding && this.state.is !== "running";
    }

    view(): PodView {
        const { container, id, state, last, restarts } = this;
        const isRunning = state.is === "running";
        const view: ContainerView = {
            ...{ name: container.name, image: container.image ?? "", id, state, last, restarts },
            isReady: isRunning,
            isStarted: isRunning,
        };
        return { address: this.options.address, startedAt: this.startedAt, containers: [view] };
    }

    end(graceSeconds: number): void {
        if (this.isEnding) {
            return;
        }
        this.isEnding = true;
        if (this.state.is === "running") {
            const message = `Stopping container ${this.container.name}`;
            this.options.tell({ ...this.about, type: "Normal", reason: "Killing", message });
            this.terminate();
            this.later(graceSeconds, () => {
                this.kill();
            });
        }
    }

    kill(): void {
        this.isEnding = true;
        if (this.state.is === "running") {
            this.destroy();
            this.exited(exitCodes.killed);
        }
    }

    forget(): void {
        this.kill();
    }

    /** @param at by the world's time */
    protected write(stream: "stdout" | "stderr", text: string, at = this.options.space.time): void {
        const { name } = identityOf(this.pod);
        const log = this.options.space.logs.current(name, this.container.name, this.id);
        log.write({ at, stream, text });
    }

    /** The container has ended; a pod that is to restart it on failure does so a little later. */
    protected exited(exitCode: number): void {
        if (this.state.is !== "running") {
            return;
        }
        const ended: Ended = {
            ...{ reason: exitCode === 0 ? "Completed" : "Error", exitCode, id: this.id },
            startedAt: this.state.startedAt,
            finishedAt: this.options.space.wallTime,
        };
        this.state = { is: "terminated", ended };
        const isRestarted = this.pod.spec?.restartPolicy !== "Never" && exitCode !== 0;
        if (isRestarted && !this.isEnding) {
            this.last = ended;
            this.state = { is: "waiting", reason: "CrashLoopBackOff" };
            const { initial, factor, max } = backOff;
            this.later(Math.min(initial * factor ** this.restarts, max), () => {
                this.restarts++;
                this.prepareAndStart();
            });
        }
    }

    /** On the simulation's clock. */
    protected later(seconds: number, act: () => void): void {
        const { queue } = this.options.space.world;
        queue.at(queue.now + seconds, act);
    }

    /** It ran when the node ended: a container that is not started again is gone with that. */
    private lose({ status }: V1Pod): void {
        const [known] = status?.containerStatuses ?? [];
        const now = this.options.space.wallTime;
        this.id = known?.containerID?.split("//").at(-1) ?? "";
        const ended = { reason: "Error", exitCode: exitCodes.killed, id: this.id };
        this.state = { is: "terminated", ended: { ...ended, startedAt: now, finishedAt: now } };
    }

    private get about(): Pick<Told, "container"> {
        return { container: this.container.name };
    }

    private prepareAndStart(): void {
        if (this.isEnding) {
            return;
        }
        this.prepare()
            .then(() => {
                if (!this.isEnding) {
                    this.begin();
                }
            })
            .catch((error: unknown) => {
                const message = `MountVolume.SetUp failed: ${String(error)}`;
                this.options.tell({ type: "Warning", reason: "FailedMount", message });
                this.later(2, () => {
                    this.prepareAndStart();
                });
            });
    }

    private begin(): void {
        this.id = randomBytes(32).toString("hex");
        this.state = { is: "running", startedAt: this.options.space.wallTime };
        const { name, image = "" } = this.container;
        for (const [reason, message] of startMessages({ spec: { name, image } })) {
            this.options.tell({ ...this.about, type: "Normal", reason, message });
        }
        this.start();
    }
}
