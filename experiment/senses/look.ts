/** What is seen of a shop at a glance. */
import type { LoadLook } from "./load";
import type { Surroundings } from "./surroundings";

export interface ContainerLook {
    readonly deployment: string;
    readonly pod: string;
    readonly container: string;
    readonly restarts: number;
    /** Why it waits, like `CrashLoopBackOff`; undefined: it does not. */
    readonly waiting: string | undefined;
    /** How it ended the last time, like `OOMKilled`; undefined: never. */
    readonly lastEnd: string | undefined;
    /** Cores and bytes; undefined: none is set. */
    readonly cpuLimit: number | undefined;
    readonly memoryLimit: number | undefined;
}

export interface DeploymentLook {
    readonly name: string;
    readonly desired: number;
    readonly available: number;
}

export interface AutoscalerLook {
    readonly deployment: string;
    readonly desired: number;
    /** Percent of the CPU requests; undefined: it does not know. */
    readonly utilization: number | undefined;
}

/** Of a Service: how many pods its requests may go to. */
export interface EndpointsLook {
    readonly service: string;
    readonly ready: number;
}

/** Something that was told between two looks. */
export interface Change {
    /** When it was told, the shop's time. */
    readonly at: number;
    readonly containers?: readonly ContainerLook[];
    readonly autoscaler?: AutoscalerLook;
    readonly endpoints?: readonly EndpointsLook[];
}

/** By the metrics API: an average over its own window. */
export interface UsageLook {
    readonly pod: string;
    readonly container: string;
    readonly cpuCores: number;
    readonly memoryBytes: number;
}

export interface Look {
    /** The shop's time. */
    readonly at: number;
    /** Since the last look, oldest first: also what is over by now. */
    readonly changes: readonly Change[];
    readonly containers: readonly ContainerLook[];
    readonly deployments: readonly DeploymentLook[];
    readonly autoscalers: readonly AutoscalerLook[];
    readonly endpoints: readonly EndpointsLook[];
    /** Undefined: there is no metrics API. */
    readonly usage: readonly UsageLook[] | undefined;
    readonly isLoadActive: boolean;
    /** What the load says of itself; undefined: nothing yet, or no longer. */
    readonly load: LoadLook | undefined;
    readonly surroundings: Surroundings;
}
