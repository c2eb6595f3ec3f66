import type { FailureReason } from "../evidence/evidence";

/*
 * What the simulation tells about itself while it runs. Times are seconds since the epoch.
 */

/** A request as its user saw it end. */
export interface EndedRequest {
    readonly startedAt: number;
    readonly endedAt: number;
    readonly method: string;
    /** Its name in Locust's statistics. */
    readonly name: string;
    readonly failure: FailureReason | undefined;
    /** Undefined where no answer came. */
    readonly status: number | undefined;
    /** Part of the set-up of an account, before the first task. */
    readonly isSetup: boolean;
    /** Dollars that the order would have brought; only of a failed order. */
    readonly lostDollars: number;
    /** Dollars of an order, whatever became of it; 0 of all other requests. */
    readonly orderDollars: number;
    /** Number of the user, from 0. */
    readonly user: number;
}

/** A request as a service finished it; probes included. */
export interface ServedRequest {
    readonly endedAt: number;
    /** From taking it up to the end of the answer. */
    readonly durationSeconds: number;
    readonly pod: PodSample;
    readonly method: string;
    /** With the identifiers filled in. */
    readonly path: string;
    /** As the service groups it, like `/catalogue/*`. */
    readonly route: string;
    readonly status: number;
    /** What the service's log says went wrong; undefined: nothing, or it does not say. */
    readonly error?: string | undefined;
}

export type ContainerState = "waiting" | "running" | "terminated";

/**
 * A pod and one of its containers as they were at the last whole second, or when the container last
 * changed its state. Counters grow over the life of the container.
 */
export interface PodSample {
    readonly name: string;
    readonly deployment: string;
    readonly replicaSet: string;
    readonly container: string;
    /** Changes with every restart. */
    readonly containerId: string;
    readonly image: string;
    readonly isReady: boolean;
    readonly isTerminating: boolean;
    /** No node has room for it: nothing of it exists but the wish. */
    readonly isPending: boolean;
    readonly restarts: number;
    readonly state: ContainerState;
    /** Kubernetes' spelling, like CrashLoopBackOff. */
    readonly waitingReason: string | undefined;
    readonly terminatedReason: string | undefined;
    /** Of the container before this one: OOMKilled, Error. */
    readonly lastTerminatedReason: string | undefined;
    readonly cpuSeconds: number;
    /** How long the node had less CPU for it than it wanted, and CPU seconds used meanwhile. */
    readonly starvedSeconds: number;
    readonly starvedCpuSeconds: number;
    readonly cfsPeriods: number;
    readonly throttledPeriods: number;
    readonly throttledSeconds: number;
    /** Working set, bytes. */
    readonly memoryBytes: number;
    readonly inFlight: number;
    /** Connections that wait to be accepted. */
    readonly acceptQueue: number;
    readonly cpuRequestCores: number;
    readonly cpuLimitCores: number | undefined;
    readonly memoryRequestBytes: number;
    readonly memoryLimitBytes: number | undefined;
    /** Probes by outcome over the life of the pod; undefined where there is no such probe. */
    readonly livenessFailures: number | undefined;
    readonly livenessSuccesses: number | undefined;
    readonly readinessFailures: number | undefined;
    readonly readinessSuccesses: number | undefined;
    readonly startupFailures: number | undefined;
    readonly startupSuccesses: number | undefined;
}

export interface DeploymentSample {
    readonly name: string;
    readonly desired: number;
    readonly available: number;
}

export interface AutoscalerSample {
    readonly name: string;
    readonly deployment: string;
    readonly minReplicas: number;
    readonly maxReplicas: number;
    readonly currentReplicas: number;
    readonly desiredReplicas: number;
    /** What it goes by, in percent of the requests. */
    readonly metrics: readonly {
        readonly resource: string;
        readonly target: number;
        /** Undefined while no pod has a measurement. */
        readonly current: number | undefined;
    }[];
}

/** The broker's queue of shipments. */
export interface QueueSample {
    readonly name: string;
    /** Messages that nobody has taken. */
    readonly ready: number;
    /** Messages that consumers have and have not acknowledged. */
    readonly unacknowledged: number;
    readonly consumers: number;
    /** Since the broker's process began. */
    readonly acknowledged: number;
}

/** What the node's CPUs did since the simulation began. */
export interface NodeSample {
    readonly cpus: number;
    /** CPU seconds used, the system's included. */
    readonly cpuSeconds: number;
    /** Seconds in which more was wanted than there was. */
    readonly saturatedSeconds: number;
}

/** The load generator's processes together; see PodSample. */
export interface GeneratorSample {
    readonly cpuLimitCores: number;
    readonly starvedSeconds: number;
    readonly starvedCpuSeconds: number;
}

/** The cluster at a whole second. */
export interface ClusterSample {
    readonly at: number;
    readonly node: NodeSample;
    /** Undefined when no phase has a load. */
    readonly generator: GeneratorSample | undefined;
    /** One entry per container: a pod with two of them is there twice. */
    readonly pods: readonly PodSample[];
    readonly deployments: readonly DeploymentSample[];
    readonly autoscalers: readonly AutoscalerSample[];
    /** Undefined while the broker is away, or nobody has declared it. */
    readonly queue: QueueSample | undefined;
    /** Users that have started and not yet stopped. */
    readonly users: number;
    /** Of these, how many wait for an answer or a connection. */
    readonly waitingUsers: number;
}

/** A Kubernetes event as the API server has it. */
export interface KubernetesEvent {
    readonly at: number;
    readonly type: "Normal" | "Warning";
    /** Like BackOff, Unhealthy, Killing. */
    readonly reason: string;
    readonly kind: "Pod" | "Deployment" | "HorizontalPodAutoscaler" | "Job";
    readonly name: string;
    readonly deployment: string | undefined;
    readonly message: string;
}

/** A line that a container writes when something special happens; requests have their own. */
export interface LogLine {
    readonly at: number;
    readonly pod: PodSample;
    readonly stream: "stdout" | "stderr";
    readonly message: string;
}

/** Receives what happens, in the order in which it happens. */
export interface Observer {
    requestEnded(request: EndedRequest): void;
    requestServed(request: ServedRequest): void;
    /**
     * Whether the sample of that second is of use to it; without it, that of every second is. The
     * load's end is Infinity until it is known, and the start of the incident without a load.
     */
    needsSample?(at: number, loadEnd: number): boolean;
    sampled(sample: ClusterSample): void;
    event(event: KubernetesEvent): void;
    log(line: LogLine): void;
}
