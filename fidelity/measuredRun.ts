import type { FailureReason } from "../evidence/evidence";
import type { MixName } from "../scenarios/load/mixes";
import type { TwinInput } from "../twin/input";

/** Of the input: what differs between machines and clusters. */
export type Conditions = Pick<
    TwinInput,
    "hostSpeed" | "nodeCpus" | "otherCores" | "requestCost" | "kubelet" | "restartedBefore"
>;

/** A run of the real front-end, as it was set up and what it showed. */
export interface MeasuredRun {
    readonly id: string;
    /** The machine, its kubelet, and what the pods had behind them. */
    readonly conditions: Conditions;
    /** What the users did. */
    readonly mix: MixName;
    readonly users: number;
    /** Users started per second. Left out: 50. */
    readonly spawnRate?: number;
    readonly seconds: number;
    /** CPU limit of the front-end on the machine that ran it. */
    readonly cpuLimit: string;
    /** Whether a Service stood before the pod. */
    readonly hasService: boolean;
    /** False: nothing probed it that could have ended it. Left out: it was probed. */
    readonly isProbed?: boolean;
    readonly measured: MeasuredFigures;
}

/** Times in seconds, shares from 0 to 1 of all requests. Left out: not known. */
export interface MeasuredFigures {
    readonly requestsPerSecond: number;
    readonly failedShare: number;
    readonly meanSeconds: number;
    readonly p50Seconds: number;
    readonly p90Seconds: number;
    readonly maxSeconds: number;
    readonly killsAtSeconds: readonly number[];
    /** CPU of the whole container over all requests, in ms. */
    readonly cpuMilliseconds?: number;
    readonly failures: Readonly<Partial<Record<FailureReason, number>>>;
    readonly connectTimeouts?: number;
    /** Of all connect timeouts, by name of the request. */
    readonly connectTimeoutShares?: Readonly<Record<string, number>>;
}
