import type { RunTimelines } from "../datadog/monitors/timelineTypes";
import type { Evidence } from "../evidence/evidence";
import type { Comparison } from "../verdict/compare";
import type { FixVerdict, LeadFigure } from "../verdict/fixWorth";
import type { JudgedArm } from "../verdict/judgedArm";
import type { HostSpeed } from "../twin/physics/hostSpeed";
import type { FixMoment } from "./moment";

/** What to rehearse: one incident, under several remediations, with the same seeds. */
export interface RehearsalRequest {
    /** An incident of the registry, or `none` for a healthy shop under no load. */
    readonly incident: string;
    /** Values of the setting `remediation`: `none`, `hpa`, `hpa,limits` … */
    readonly arms: readonly string[];
    /** When each but the first comes; default: only before the load. */
    readonly fixAt?: readonly FixMoment[];
    readonly seeds: readonly number[];
    /** Played as well for fixes that help in some of the seeds and not in others. */
    readonly moreSeeds?: readonly number[];
    /** Evaluates the stack's monitors; default: only where a fix waits for one of them. */
    readonly monitors?: boolean;
    readonly hostSpeed: HostSpeed;
    /** CPUs of the node; default: what the README asks for. */
    readonly nodeCpus?: number;
    /** Settings of the stack by key, as text: users, spawnRate, duration, probes, images … */
    readonly settings?: Readonly<Record<string, string>>;
    /** Healthy seconds before the incident; default 900. */
    readonly beforeSeconds?: number;
    /** Seconds to settle after the load; default 1200. */
    readonly afterSeconds?: number;
    /** Start of the incident in seconds since the epoch; a fixed default, for equal files. */
    readonly epoch?: number;
    /**
     * Directory for the evidence of the seed that is shown, the lines of every request included: a
     * folder in it for each arm, like `hpa+limits@before`. New, empty, or with older evidence, which is
     * replaced.
     */
    readonly out?: string;
    /** Worker threads; default: as many as there are cores, or none where one run is all. */
    readonly workers?: number;
}

/** Where a rehearsal stands. */
export interface RehearsalProgress {
    readonly runsDone: number;
    readonly runs: number;
    /** All runs together, from 0 to 1. */
    readonly share: number;
    /** The figure that fixes are judged by. */
    readonly lead: LeadFigure;
    /** Of every arm, as soon as a run has ended. */
    readonly standings: readonly ArmStanding[];
}

/** What is known of an arm by its runs that have ended. */
export interface ArmStanding {
    readonly arm: string;
    readonly runsDone: number;
    /** Median of the figure that fixes are judged by, from the fix on; null where there is none. */
    readonly value: number | null;
    /** Null without a fix, and until the runs to compare with have ended. */
    readonly verdict: FixVerdict | null;
}

/** What a remediation costs, next to the plan without it. */
export interface ArmCost {
    /** CPU in cores and memory in bytes that the pods ask for beyond those of `none`. */
    readonly addedCpuRequestCores: number;
    readonly addedMemoryRequestBytes: number;
    /** By limits: what they may use at most beyond those of `none`. */
    readonly addedCpuLimitCores: number;
    readonly addedMemoryLimitBytes: number;
    readonly addedPods: number;
    /** At the peak of the run that is shown; more than planned where an autoscaler acts. */
    readonly peakAddedPods: number;
    readonly peakAddedCpuRequestCores: number;
    readonly peakAddedMemoryRequestBytes: number;
}

/** With what it costs. */
export interface ArmResult extends JudgedArm {
    readonly cost: ArmCost;
}

/** Plain data: `--json` prints it as it is. */
export interface RehearsalResult {
    readonly schema: 2;
    /** Never measured. */
    readonly origin: "simulated";
    readonly incident: string;
    /** With a load that finds its level, the most there may be; figures say what it held. */
    readonly users: number;
    readonly spawnRate: number;
    readonly durationSeconds: number;
    readonly hostSpeed: HostSpeed;
    readonly nodeCpus: number;
    readonly settings: Readonly<Record<string, string>>;
    /** That every arm was played with; some with more. */
    readonly seeds: readonly number[];
    /** The one of them that is nearest to the medians: that of the evidence. */
    readonly shownSeed: number;
    /** The figure that fixes are judged by. */
    readonly lead: LeadFigure;
    readonly arms: readonly ArmResult[];
    /** Each arm against the first one, figure by figure. */
    readonly comparisons: readonly Comparison[];
}

export interface Rehearsal {
    readonly result: RehearsalResult;
    /** Of the seed that is shown, by id of the arm. */
    readonly evidence: ReadonlyMap<string, Evidence>;
    /** What the monitors said there; empty where none was evaluated. */
    readonly timelines: ReadonlyMap<string, RunTimelines>;
}
