import { Stream } from "../clock/stream";
import type { Cluster } from "../cluster";
import type { Deployments } from "../controllers/deployments";
import type { Scheduler } from "../controllers/scheduler";
import type { GeneratorResult, PhaseClock } from "../input";
import type { GeneratorSample, Observer } from "../observer";
import { startSeconds } from "../physics/generator";
import type { LoadSpec } from "../read/load";
import { Doorway } from "./doorway";
import { Generator } from "./generator";
import { LevelKeeper } from "./levelKeeper";
import { Population } from "./population";

/** How often the program looks whether the shop is healthy before the load, in seconds. */
const pollSeconds = 1;

/** How long it waits before it gives up: there is no load then. */
const patienceSeconds = 600;

/** What a load run has to do with. */
export interface LoadWorld {
    readonly cluster: Cluster;
    readonly deployments: Deployments;
    readonly scheduler: Scheduler;
    readonly observer: Observer;
    readonly seed: number;
}

/** The load Job from its creation to its end. */
export class LoadRun {
    readonly population: Population;
    startedAt: number | undefined;
    endedAt: number | undefined;
    private readonly generator: Generator;
    /** Undefined: all users come and stay. */
    private readonly keeper: LevelKeeper | undefined;
    private readonly cluster: Cluster;
    private isWanted = false;
    private isOver = false;
    /** It is waited for. */
    private isPending = false;
    private onStart: () => void = () => undefined;
    private onEnd: () => void = () => undefined;

    constructor(
        private readonly load: LoadSpec,
        private readonly world: LoadWorld,
    ) {
        const { cluster, observer, seed } = world;
        this.cluster = cluster;
        const doorway = new Doorway(cluster, load.target, new Stream(seed, "doorway"));
        this.generator = new Generator(load);
        cluster.node.add(this.generator);
        const { generator } = this;
        this.population = new Population(load, cluster, doorway, generator, observer, seed);
        const { users, spawnRate, level, mix } = load;
        const thinkSeconds = (mix.waitSeconds.min + mix.waitSeconds.max) / 2;
        const bounds = { users, spawnRate, thinkSeconds };
        this.keeper = level && new LevelKeeper(level, bounds, cluster, doorway, this.population);
    }

    /** When the load is over, as far as it is known; undefined when there is none to come. */
    get endsAt(): number | undefined {
        const { startedAt, endedAt, load } = this;
        if (startedAt === undefined) {
            return this.isPending ? this.cluster.queue.now + load.durationSeconds : undefined;
        }
        return endedAt ?? startedAt + load.durationSeconds;
    }

    /** What is to be done so many seconds after the first user, or after the end of the load. */
    follow<T extends { readonly atSeconds: number; readonly from: PhaseClock }>(
        steps: readonly T[],
        act: (step: T) => void,
    ): void {
        const { queue } = this.cluster;
        const isDue = ({ from }: T): boolean => from === "loadEnd" || !this.isOver;
        const plan = (clock: PhaseClock) => (): void => {
            for (const step of steps.filter(({ from }) => from === clock)) {
                queue.at(queue.now + step.atSeconds, () => {
                    if (isDue(step)) {
                        act(step);
                    }
                });
            }
        };
        this.onStart = plan("loadStart");
        this.onEnd = plan("loadEnd");
    }

    /** The load that is wanted from now on. */
    apply(load: LoadSpec | undefined): void {
        const isWanted = load?.job === this.load.job;
        if (isWanted && !this.isWanted) {
            this.isPending = true;
            this.awaitShop(this.cluster.queue.now + patienceSeconds);
        } else if (!isWanted && this.isWanted) {
            this.isPending = false;
            this.stop();
        }
        this.isWanted = isWanted;
    }

    generatorSample(): GeneratorSample {
        return this.generator.sample();
    }

    result(): GeneratorResult | undefined {
        if (this.startedAt === undefined) {
            return undefined;
        }
        const seconds = (this.endedAt ?? this.cluster.queue.now) - this.startedAt;
        return this.generator.result(seconds, this.population.inFlightAtEnd);
    }

    /** The program starts the load when what it changed in the shop is in place. */
    private awaitShop(until: number): void {
        const { queue } = this.cluster;
        const { deployments, scheduler } = this.world;
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
        queue.at(queue.now + pollSeconds, () => {
            this.awaitShop(until);
        });
    }

    private start(): void {
        const { queue } = this.cluster;
        this.isPending = false;
        if (!this.isWanted || this.startedAt !== undefined) {
            this.world.scheduler.releaseLoad();
            return;
        }
        this.startedAt = queue.now;
        this.onStart();
        if (this.keeper === undefined) {
            this.population.start();
        } else {
            this.keeper.start();
        }
        queue.at(queue.now + this.load.durationSeconds, () => {
            this.stop();
        });
    }

    private stop(): void {
        const { queue } = this.cluster;
        if (this.startedAt === undefined || this.isOver) {
            return;
        }
        this.isOver = true;
        this.endedAt = queue.now;
        this.keeper?.stop();
        this.population.stop();
        this.onEnd();
        queue.at(queue.now + this.load.stopSeconds, () => {
            this.population.kill();
            this.world.scheduler.releaseLoad();
        });
    }
}
