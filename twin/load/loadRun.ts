import { Stream } from "../clock/stream";
import type { Cluster } from "../cluster";
import type { GeneratorResult } from "../input";
import type { GeneratorSample, Observer } from "../observer";
import type { LoadSpec } from "../read/load";
import { Doorway } from "./doorway";
import { Generator } from "./generator";
import { LevelKeeper } from "./levelKeeper";
import { Population } from "./population";

/** The address of the load generator's pod, where nobody has given it another one. */
const generatorAddress = "10.244.0.250";

/** What a load run has to do with. */
export interface LoadWorld {
    readonly cluster: Cluster;
    readonly observer: Observer;
    readonly seed: number;
    /** Address of the pod that runs it; left out: one that no other pod has. */
    readonly address?: string;
}

/** The load of one pod: from its first user to the end of its last. */
export class LoadRun {
    readonly population: Population;
    startedAt: number | undefined;
    endedAt: number | undefined;
    /** The first user comes. */
    onStart: () => void = () => undefined;
    /** The time is over. */
    onEnd: () => void = () => undefined;
    /** The last has gone. */
    onGone: () => void = () => undefined;
    private readonly generator: Generator;
    /** Undefined: all users come and stay. */
    private readonly keeper: LevelKeeper | undefined;
    private readonly cluster: Cluster;

    constructor(
        readonly load: LoadSpec,
        { cluster, observer, seed, address = generatorAddress }: LoadWorld,
    ) {
        this.cluster = cluster;
        const party = { address, labels: load.labels };
        const { policies } = cluster;
        const doorway = new Doorway(cluster, load.target, new Stream(seed, "doorway"), {
            address,
            lets: (pod, port) => policies.resolves(party) && policies.allows(party, pod, port),
        });
        this.generator = new Generator(load);
        cluster.node.add(this.generator);
        const { generator } = this;
        this.population = new Population(load, cluster, doorway, generator, observer, seed);
        const { users, spawnRate, level, mix } = load;
        const thinkSeconds = (mix.waitSeconds.min + mix.waitSeconds.max) / 2;
        const bounds = { users, spawnRate, thinkSeconds };
        this.keeper = level && new LevelKeeper(level, bounds, cluster, doorway, this.population);
    }

    get isOver(): boolean {
        return this.endedAt !== undefined;
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

    /** The first user comes now; the rest is a matter of time. */
    start(): void {
        const { queue } = this.cluster;
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

    /** Ends it: who thinks leaves, who waits may finish. */
    stop(): void {
        const { queue } = this.cluster;
        if (this.startedAt === undefined || this.isOver) {
            return;
        }
        this.endedAt = queue.now;
        this.keeper?.stop();
        this.population.stop();
        this.onEnd();
        queue.at(queue.now + this.load.stopSeconds, () => {
            this.population.kill();
            this.onGone();
        });
    }

    /** The pod is gone, whether the users were through or not: nothing of it is left on the node. */
    vanish(): void {
        this.endedAt ??= this.cluster.queue.now;
        this.keeper?.stop();
        this.population.stop();
        this.population.kill();
        this.generator.isOver = true;
    }
}
