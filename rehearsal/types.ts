import type { Evidence } from "../evidence/evidence";
import type { Comparison } from "../verdict/compare";
import type { ContractVerdict } from "../verdict/contract";
import type { RunFigures } from "../verdict/figures";
import type { Harm } from "../verdict/harm";
import type { NodeUse } from "../verdict/nodeUse";
import type { Recovery } from "../verdict/recovery";

/** What to rehearse: one incident, under several remediations, with the same seeds. */
export interface RehearsalRequest {
    /** An incident of the registry, or `none` for a healthy shop under no load. */
    readonly incident: string;
    /** Values of the setting `remediation`: `none`, `hpa`, `hpa,limits` … */
    readonly arms: readonly string[];
    readonly seeds: readonly number[];
    readonly hostSpeed: "lab" | "published";
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
     * Directory for the evidence of each arm's first seed, the lines of every request included: a
     * folder in it for each arm, like `hpa+limits`. New, empty, or with older evidence, which is
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
    /** The run that was last heard of. */
    readonly remediation: string;
    readonly seed: number;
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
    /** At the peak of the first seed's run; more than planned where an autoscaler acts. */
    readonly peakAddedPods: number;
    readonly peakAddedCpuRequestCores: number;
    readonly peakAddedMemoryRequestBytes: number;
}

/** One run of an arm. */
export interface SeedResult {
    readonly seed: number;
    readonly figures: RunFigures;
    readonly contract: ContractVerdict;
    readonly recovery: Recovery;
    readonly harm: Harm;
    readonly node: NodeUse | null;
}

export interface ArmResult {
    readonly remediation: string;
    readonly cost: ArmCost;
    readonly seeds: readonly SeedResult[];
    /** Median over the seeds of each figure. */
    readonly median: RunFigures;
}

/** Plain data: `--json` prints it as it is. */
export interface RehearsalResult {
    readonly schema: 1;
    /** Never measured. */
    readonly origin: "simulated";
    readonly incident: string;
    /** With a load that finds its level, the most there may be; figures say what it held. */
    readonly users: number;
    readonly spawnRate: number;
    readonly durationSeconds: number;
    readonly hostSpeed: "lab" | "published";
    readonly nodeCpus: number;
    readonly settings: Readonly<Record<string, string>>;
    readonly seeds: readonly number[];
    readonly arms: readonly ArmResult[];
    /** Each arm against the first one, figure by figure. */
    readonly comparisons: readonly Comparison[];
}

export interface Rehearsal {
    readonly result: RehearsalResult;
    /** Of the first seed of each arm, by remediation. */
    readonly evidence: ReadonlyMap<string, Evidence>;
}
