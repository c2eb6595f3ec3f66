import type { RequestCost } from "../physics/frontEnd";
import { acceptCpuSeconds } from "../physics/frontEnd";
import { batchingFactors, coldFactor } from "./warmth";

/** What turns of one process's event loop cost, in CPU seconds of this machine. */
export class TurnCost {
    /** Requests of users answered since the process started: what has made it warm. */
    served = 0;
    private cold: number;
    private readonly batching: (inFlight: number) => number;
    /** How much of its working set the CPU's caches have lost to others: 0 to 1. */
    private lost = 1;

    constructor(
        private readonly physics: RequestCost,
        /** Seconds of this machine's CPU for one of the lab's. */
        private readonly hostSpeed: number,
    ) {
        this.cold = coldFactor(physics.cold, 0);
        this.batching = batchingFactors(physics.batching);
    }

    answered(): void {
        this.served++;
        this.cold = coldFactor(this.physics.cold, this.served);
    }

    /** To accept that many connections at once. */
    acceptance(connections: number): number {
        return connections * acceptCpuSeconds * (this.hostSpeed * this.cold);
    }

    /** One turn of a request that takes so much work when it is alone and the process is warm. */
    turn(work: number, inFlight: number): number {
        const batched = work * this.batching(inFlight);
        return this.hostSpeed * (batched * this.cold + this.refill(batched));
    }

    /** The process has not run since then: whoever else ran took its place in the caches. */
    stoodStill(from: number, until: number): void {
        if (until > from) {
            const kept = Math.exp((from - until) / this.physics.caches.idleSeconds);
            this.lost = 1 - (1 - this.lost) * kept;
        }
    }

    /** CPU that so much work spends on getting back what the caches have lost. */
    private refill(work: number): number {
        const { refillCpuSeconds, workSeconds } = this.physics.caches;
        const left = this.lost / (1 + work / workSeconds);
        const refilled = this.lost - left;
        this.lost = left;
        return refilled * refillCpuSeconds;
    }
}
