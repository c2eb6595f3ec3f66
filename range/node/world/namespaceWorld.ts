/** A namespace with everything that is told of it: telemetry, logs, the kubelet's events. */
import type { V1Service } from "@kubernetes/client-node";

import type {
    AutoscalerSample,
    DeploymentSample,
    EndedRequest,
    PodSample,
} from "../../../twin/observer";
import type { LoadRun } from "../../../twin/load/loadRun";
import type { Pod } from "../../../twin/pod/pod";
import type { Telegram } from "../../../twin/telemetry/agent";
import type { RangeClock } from "../../clock";
import type { Told } from "../pods/eventWriter";
import { Chronicle } from "./chronicle";
import { ContainerLogs } from "./containerLogs";
import { type LiveFacts, NamespaceTelemetry } from "./namespaceTelemetry";
import type { Paced } from "./pace";
import { Sampler } from "./sampler";
import { Settling } from "./settling";
import { World, type WorldOptions } from "./world";

export interface NamespaceOptions extends Omit<WorldOptions, "observer" | "started"> {
    readonly node: string;
    send(telegram: Telegram): void;
    /** The kubelet has something to tell of a pod. */
    tell(pod: Pod, told: Told): void;
    /** What the controllers say of Deployments and autoscalers now. */
    deployments(): readonly DeploymentSample[];
    autoscalers(): readonly AutoscalerSample[];
    services(): readonly V1Service[];
    /** Everything up to now has happened. */
    arrived(): void;
}

export class NamespaceWorld implements Paced {
    readonly world: World;
    readonly logs: ContainerLogs;
    readonly telemetry: NamespaceTelemetry;
    readonly loads = new Set<LoadRun>();
    readonly clock: RangeClock;
    /** When it began, by its own time, in seconds since the epoch. */
    readonly since: number;
    /** Called with each request of a load when its user has seen it end. */
    readonly everyRequest = new Set<(request: EndedRequest) => void>();
    /** Called once a second, with the time. */
    readonly everySecond = new Set<(at: number) => void>();
    private readonly sampler: Sampler;
    private readonly settling: Settling;
    private sampledAt: number;

    constructor(private readonly options: NamespaceOptions) {
        const { namespace, node, clock } = options;
        const epoch = clock.nowSeconds();
        this.clock = clock;
        this.logs = new ContainerLogs((time) => clock.toWall(time));
        const facts: LiveFacts = {
            ...{ namespace, node, cluster: "sockshop" },
            clockAt: (time) => clock.toWall(time),
            ...{ podLabels: new Map(), servicesOf: new Map(), load: undefined, loadTasks: [] },
        };
        this.telemetry = new NamespaceTelemetry(
            facts,
            (telegram) => {
                options.send(telegram);
            },
            epoch,
        );
        this.since = epoch;
        this.sampledAt = Math.floor(epoch);
        const { logs, loads, telemetry } = this;
        const chronicle = new Chronicle({
            ...{ logs, telemetry },
            tell: (pod, told) => {
                options.tell(pod, told);
            },
            world: () => this.world,
        });
        const world = new World({
            ...options,
            observer: chronicle,
            started: (container) => {
                chronicle.started(container);
            },
        });
        this.world = world;
        this.sampler = new Sampler({
            ...{ world, loads, telemetry },
            deployments: () => options.deployments(),
            autoscalers: () => options.autoscalers(),
        });
        this.settling = new Settling(world, () => options.services());
    }

    get time(): number {
        return this.world.time;
    }

    /** The same as clients have it. */
    get wallTime(): number {
        return this.world.outside();
    }

    /** Its pods' containers as they are now, the ones of pods that have gone left out. */
    get pods(): readonly PodSample[] {
        return this.sampler.pods;
    }

    /** What all containers together used in the last second, and hold. */
    get nodeUsage(): Sampler["nodeUsage"] {
        return this.sampler.nodeUsage;
    }

    /** Orders in the broker's queue, whether or not somebody has begun with them. */
    get waitingShipments(): number {
        const queue = this.world.cluster.shipments.sample();
        return queue === undefined ? 0 : queue.ready + queue.unacknowledged;
    }

    get deployments(): readonly DeploymentSample[] {
        return this.options.deployments();
    }

    /** When the first user of its load came, by the world's time; undefined: no load has begun. */
    get loadStartedAt(): number | undefined {
        const began = [...this.loads].flatMap(({ startedAt }) => startedAt ?? []);
        const { queue } = this.world;
        return began.length === 0 ? undefined : this.time - queue.now + Math.min(...began);
    }

    advance(time: number): void {
        for (let second = this.sampledAt + 1; second <= time; second++) {
            this.world.advance(second);
            this.sample(second);
        }
        this.world.advance(time);
    }

    get isWaiting(): boolean {
        return this.settling.isWaiting;
    }

    arrived(): void {
        this.options.arrived();
    }

    private sample(at: number): void {
        this.sampledAt = at;
        this.sampler.sample(at);
        this.everySecond.forEach((act) => {
            act(at);
        });
    }
}
