/** What is measured of a namespace once a second: by the node, the controllers and the load. */
import type {
    AutoscalerSample,
    DeploymentSample,
    GeneratorSample,
    PodSample,
} from "../../../twin/observer";
import type { LoadRun } from "../../../twin/load/loadRun";
import type { NamespaceTelemetry } from "./namespaceTelemetry";
import type { World } from "./world";

export interface Measured {
    readonly world: World;
    readonly loads: ReadonlySet<LoadRun>;
    readonly telemetry: NamespaceTelemetry;
    /** What the controllers say of Deployments and autoscalers now. */
    deployments(): readonly DeploymentSample[];
    autoscalers(): readonly AutoscalerSample[];
}

export class Sampler {
    /** What all containers together used in the last second, and hold. */
    nodeUsage = { cores: 0, memoryBytes: 0 };
    private cpuSecondsBefore = 0;

    constructor(private readonly of: Measured) {}

    /** The pods' containers as they are now, the ones of pods that have gone left out. */
    get pods(): readonly PodSample[] {
        const { cluster, queue } = this.of.world;
        return cluster.pods
            .filter(({ isGone }) => !isGone)
            .flatMap(({ containers }) => containers.map((one) => one.refresh(queue.now)));
    }

    sample(at: number): void {
        const { cluster } = this.of.world;
        const { pods } = this;
        const node = cluster.node.sample();
        this.of.telemetry.sampled({
            ...{ at, node },
            // Datadog's tags of a pod without a Deployment are not simulated.
            pods: pods.filter(({ deployment }) => deployment !== ""),
            deployments: this.of.deployments(),
            autoscalers: this.of.autoscalers(),
            queue: cluster.shipments.sample(),
            ...this.load(),
        });
        this.nodeUsage = {
            cores: Math.max(0, node.cpuSeconds - this.cpuSecondsBefore),
            memoryBytes: pods.reduce((total, { memoryBytes }) => total + memoryBytes, 0),
        };
        this.cpuSecondsBefore = node.cpuSeconds;
    }

    private load(): {
        readonly generator: GeneratorSample | undefined;
        readonly users: number;
        readonly waitingUsers: number;
    } {
        const loads = [...this.of.loads];
        const sum = (count: (load: LoadRun) => number): number =>
            loads.reduce((total, load) => total + count(load), 0);
        return {
            generator: loads[0]?.generatorSample(),
            users: sum(({ population }) => population.active),
            waitingUsers: sum(({ population }) => population.waiting),
        };
    }
}
