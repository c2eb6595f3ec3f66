import type { PlannedObject } from "../plan/plan";
import type { Observer } from "./observer";

/** What is applied to the simulated cluster at a moment: the Kubernetes objects of a plan. */
export interface Phase {
    /** Seconds after the start of the incident; negative: before it. */
    readonly atSeconds: number;
    readonly objects: readonly PlannedObject[];
}

/**
 * The world to simulate. The plan is its only source: Deployments, Services, HPAs, the load Job
 * with its ConfigMap. An incident is three phases: healthy, incident at 0, healthy after the load.
 */
export interface TwinInput {
    readonly namespace: string;
    readonly phases: readonly Phase[];
    /** Healthy time before the incident, and time to settle after the load, in seconds. */
    readonly beforeSeconds: number;
    readonly afterSeconds: number;
    readonly seed: number;
    /** How fast the machine is: see twin/physics. */
    readonly hostSpeed: "lab" | "published";
    /** Time of the incident's start, in seconds since the epoch. */
    readonly epoch: number;
}

/** When things happened that only the simulation decides. Seconds since the epoch. */
export interface TwinResult {
    readonly from: number;
    readonly until: number;
    readonly loadStart: number;
    readonly loadEnd: number;
}

/** Runs the world to its end; the same input gives the same calls, to the byte. */
export type Simulate = (
    input: TwinInput,
    observer: Observer,
    /** Called about once per simulated minute. */
    progress?: (simulatedSeconds: number, totalSeconds: number) => void,
) => TwinResult;
