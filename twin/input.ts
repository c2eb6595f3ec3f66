import type { PlannedObject } from "../plan/plan";
import type { KubeletKind } from "./kubelet/rules";
import type { Observer } from "./observer";
import type { RequestCost } from "./physics/frontEnd";
import type { HostSpeed } from "./physics/hostSpeed";

/** What is applied to the simulated cluster at a moment: the Kubernetes objects of a plan. */
export interface Phase {
    /** Seconds after the start of the incident; negative: before it. */
    readonly atSeconds: number;
    /**
     * What `atSeconds` counts from: the start of the incident (default), the first user, or that the
     * load's last user has gone, which only the simulation knows. Without any load all are the same. A phase that
     * counts from the first user and would come after the load has ended does not come at all.
     */
    readonly from?: PhaseClock;
    readonly objects: readonly PlannedObject[];
    /** As a recovery does: pods that wait in back-off are replaced. Default: they go on waiting. */
    readonly replacesHeldBack?: boolean;
}

export type PhaseClock = "start" | "loadStart" | "loadEnd";

/**
 * The world to simulate. The plan is its only source: Deployments, Services, HPAs, NetworkPolicies and
 * the labels of the namespace that they select by, the load Job with its ConfigMap. An incident is
 * three phases: healthy, incident at 0, healthy after the load.
 */
export interface TwinInput {
    readonly namespace: string;
    readonly phases: readonly Phase[];
    /** Healthy time before the incident, and time to settle after the load, in seconds. */
    readonly beforeSeconds: number;
    readonly afterSeconds: number;
    readonly seed: number;
    /** How fast the machine is: see twin/physics. */
    readonly hostSpeed: HostSpeed;
    /** CPUs of the node that everything shares; default: what the README asks for. */
    readonly nodeCpus?: number;
    /** CPU of the node that work outside the cluster takes, such as builds, in cores. Default: none. */
    readonly otherCores?: number;
    /** Which kubelet runs the pods; default: the real one. */
    readonly kubelet?: KubeletKind;
    /** Left out: the constants of twin/physics. Others only to see what depends on them. */
    readonly requestCost?: RequestCost;
    /**
     * Deployments whose pods have been restarted once, long before: for the kubelet's back-off that
     * differs from fresh ones. Default: none.
     */
    readonly restartedBefore?: readonly string[];
    /** The first phase creates its pods when the simulation begins. Default: they are a day old. */
    readonly startsCold?: boolean;
    /**
     * From the creation of the load's Job to its first user, in seconds; default: as in twin/physics.
     * Others to see what depends on where between two probes the users come.
     */
    readonly loadStartSeconds?: number;
    /** Time of the incident's start, in seconds since the epoch. */
    readonly epoch: number;
}

/** When things happened that only the simulation decides. Seconds since the epoch. */
export interface TwinResult {
    readonly from: number;
    readonly until: number;
    readonly loadStart: number;
    readonly loadEnd: number;
    /** What the load generator did with its CPU; undefined when there was no load. */
    readonly generator: GeneratorResult | undefined;
}

/** Whether the load generator could keep up: near a share of 1 it, not the shop, is measured. */
export interface GeneratorResult {
    readonly processes: number;
    /** Share of its time that the busiest process worked, over the whole load. */
    readonly busyShare: number;
    /** The longest that a user had to wait for its process, in seconds. */
    readonly longestDelaySeconds: number;
    /** Requests that had no answer when the load ended; nobody counts them. */
    readonly inFlightAtEnd: number;
}

/** Runs the world to its end; the same input gives the same calls, to the byte. */
export type Simulate = (
    input: TwinInput,
    observer: Observer,
    /** Called about once per simulated minute. */
    progress?: (simulatedSeconds: number, totalSeconds: number) => void,
) => TwinResult;
