import { lookSeconds } from "../../components/settings/patience";
import type { Deployments } from "../controllers/deployments";
import type { Scheduler } from "../controllers/scheduler";
import type { PhaseClock } from "../input";
import type { LoadSpec } from "../read/load";
import { LoadRun, type LoadWorld } from "./loadRun";

/** What a load's Job has to do with. */
export interface JobWorld extends LoadWorld {
    readonly deployments: Deployments;
    readonly scheduler: Scheduler;
    /** From its creation to its first user. */
    readonly startSeconds: number;
    /** How long the program waits for a healthy shop before it gives up: there is no load then. */
    readonly patienceSeconds: number;
}

/** The load's Job as the program and the Job controller have it run: once, in a healthy shop. */
export class LoadJob {
    readonly run: LoadRun;
    private isWanted = false;
    /** It is waited for. */
    private isPending = false;

    constructor(
        private readonly load: LoadSpec,
        private readonly world: JobWorld,
    ) {
        this.run = new LoadRun(load, world);
        this.run.onGone = () => {
            world.scheduler.releaseLoad();
        };
    }

    /** When the load is over, as far as it is known; undefined when there is none to come. */
    get endsAt(): number | undefined {
        const { load, world } = this;
        const { startedAt, endedAt } = this.run;
        if (startedAt === undefined) {
            return this.isPending ? world.cluster.queue.now + load.durationSeconds : undefined;
        }
        return endedAt ?? startedAt + load.durationSeconds;
    }

    /** What is to be done so many seconds after the first user, or after its last one has gone. */
    follow<T extends { readonly atSeconds: number; readonly from: PhaseClock }>(
        steps: readonly T[],
        act: (step: T) => void,
    ): void {
        const { queue } = this.world.cluster;
        const isDue = ({ from }: T): boolean => from === "loadEnd" || !this.run.isOver;
        const plan = (clock: PhaseClock) => (): void => {
            for (const step of steps.filter(({ from }) => from === clock)) {
                queue.at(queue.now + step.atSeconds, () => {
                    if (isDue(step)) {
                        act(step);
                    }
                });
            }
        };
        this.run.onStart = plan("loadStart");
        // Whoever recovers ends the load first: nobody's last request meets a shop that is whole.
        this.run.onGone = () => {
            this.world.scheduler.releaseLoad();
            plan("loadEnd")();
        };
    }

    /** The load that is wanted from now on. */
    apply(load: LoadSpec | undefined): void {
        const isWanted = load?.job === this.load.job;
        if (isWanted && !this.isWanted) {
            this.isPending = true;
            this.awaitShop(this.world.cluster.queue.now + this.world.patienceSeconds);
        } else if (!isWanted && this.isWanted) {
            this.isPending = false;
            this.run.stop();
        }
        this.isWanted = isWanted;
    }

    /** The program starts the load when what it changed in the shop is in place. */
    private awaitShop(until: number): void {
        const { deployments, scheduler, cluster, startSeconds } = this.world;
        const { queue } = cluster;
        if (queue.now > until || !this.isPending) {
            this.isPending = false;
            return;
        }
        if (deployments.isSettled && scheduler.admits(this.load)) {
            queue.at(queue.now + startSeconds, () => {
                this.start();
            });
            return;
        }
        queue.at(queue.now + lookSeconds, () => {
            this.awaitShop(until);
        });
    }

    private start(): void {
        this.isPending = false;
        if (this.isWanted && this.run.startedAt === undefined) {
            this.run.start();
        } else {
            this.world.scheduler.releaseLoad();
        }
    }
}
