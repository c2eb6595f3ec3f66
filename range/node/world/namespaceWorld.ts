/** A namespace with everything that is told of it: telemetry, logs, the kubelet's events. */
import type { V1Service } from "@kubernetes/client-node";

import type {
    AutoscalerSample,
    DeploymentSample,
    EndedRequest,
    KubernetesEvent,
    LogLine,
    Observer,
    PodSample,
    ServedRequest,
} from "../../../twin/observer";
import type { LoadRun } from "../../../twin/load/loadRun";
import type { Container, Pod } from "../../../twin/pod/pod";
import type { Telegram } from "../../../twin/telemetry/agent";
import type { RangeClock } from "../../clock";
import type { Told } from "../pods/eventWriter";
import { ContainerLogs } from "./containerLogs";
import { type LiveFacts, NamespaceTelemetry } from "./namespaceTelemetry";
import type { Paced } from "./pace";
import { Settling } from "./settling";
import { startLines } from "./startLines";
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
    /** What all containers together used in the last second, and hold. */
    nodeUsage = { cores: 0, memoryBytes: 0 };
    private readonly settling: Settling;
    private sampledAt: number;
    private cpuSecondsBefore = 0;

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
        this.world = new World({
            ...options,
            observer: this.observer(),
            started: (container) => {
                this.started(container);
            },
        });
        this.settling = new Settling(this.world, () => options.services());
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
        const { cluster, queue } = this.world;
        return cluster.pods
            .filter(({ isGone }) => !isGone)
            .flatMap(({ containers }) => containers.map((one) => one.refresh(queue.now)));
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
        const { cluster } = this.world;
        const loads = [...this.loads];
        const node = cluster.node.sample();
        const sum = (count: (load: LoadRun) => number): number =>
            loads.reduce((total, load) => total + count(load), 0);
        const { pods } = this;
        this.telemetry.sampled({
            ...{ at, node },
            generator: loads[0]?.generatorSample(),
            // Datadog's tags of a pod without a Deployment are not simulated.
            pods: pods.filter(({ deployment }) => deployment !== ""),
            deployments: this.deployments,
            autoscalers: this.options.autoscalers(),
            queue: cluster.shipments.sample(),
            users: sum(({ population }) => population.active),
            waitingUsers: sum(({ population }) => population.waiting),
        });
        this.nodeUsage = {
            cores: Math.max(0, node.cpuSeconds - this.cpuSecondsBefore),
            memoryBytes: pods.reduce((total, { memoryBytes }) => total + memoryBytes, 0),
        };
        this.cpuSecondsBefore = node.cpuSeconds;
        this.everySecond.forEach((act) => {
            act(at);
        });
    }

    private observer(): Observer {
        return {
            requestEnded: () => undefined,
            requestServed: (request: ServedRequest) => {
                this.logs.served(request);
                this.telemetry.served(request);
            },
            sampled: () => undefined,
            event: (event: KubernetesEvent) => {
                this.told(event);
            },
            log: (line: LogLine) => {
                this.write(line);
            },
        };
    }

    private told(event: KubernetesEvent): void {
        this.telemetry.event(event);
        const { at, type, reason, message } = event;
        const pod = this.world.cluster.pods.findLast(({ name }) => name === event.name);
        if (pod !== undefined) {
            this.tell(pod, { at, type, reason, message, container: containerOf(pod, message) });
        }
    }

    private tell(pod: Pod, told: Told): void {
        this.options.tell(pod, told);
    }

    private write(line: LogLine): void {
        const { at, pod, stream, message } = line;
        this.logs.write(pod, { at, stream, text: message });
        if (pod.deployment !== "") {
            this.telemetry.log(line);
        }
    }

    private started(container: Container): void {
        const { pod, spec, id } = container;
        this.logs.current(pod.name, spec.name, id);
        container.refresh(this.world.queue.now);
        for (const { stream, message } of startLines(spec)) {
            this.write({ at: this.time, pod: container.sample, stream, message });
        }
    }
}

/** The container that an event is about: the one it names, else the application's. */
function containerOf(pod: Pod, message: string): string {
    const named = pod.containers.find(
        ({ spec }) =>
            new RegExp(`[Cc]ontainer:? ${spec.name}( |$)`).test(message) ||
            message.includes(`"${spec.image}"`),
    );
    return (named ?? pod.main).spec.name;
}
