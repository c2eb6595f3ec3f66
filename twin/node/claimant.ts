/** Somebody who wants the node's CPU time: the main thread of a container, or the load generator. */
export interface CpuClaimant {
    /** cpu.shares of its cgroup. */
    readonly shares: number;
    /** Cores that it could use at most, were it alone: its limit, its threads. */
    readonly mostCores: number;
    /** It is gone for good. */
    readonly isOver: boolean;
    /** How long the node has given it less than it wanted, and what it used in that time. */
    readonly starved: Starvation;
    /** CPU seconds that it has used up to now, since it began. */
    usedBy(now: number): number;
    /** Seconds up to now in which it had something to do, standing still included. */
    busyBy(now: number): number;
    /** From now on it gets no more than that many cores; Infinity: whatever it wants. */
    grant(cores: number, now: number): void;
}

export interface Starvation {
    seconds: number;
    cpuSeconds: number;
}
