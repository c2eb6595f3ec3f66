import { acceptCpuSeconds } from "../physics/frontEnd";
import type { Surroundings } from "./surroundings";
import { batchingFactor, coldFactor, resumeCost } from "./warmth";

/** What turns of one process's event loop cost, in CPU seconds of this machine. */
export class TurnCost {
    /** Requests of users answered since the process started: what has made it warm. */
    served = 0;
    private cold = coldFactor(0);

    constructor(private readonly world: Surroundings) {}

    answered(): void {
        this.served++;
        this.cold = coldFactor(this.served);
    }

    /** To accept that many connections at once. */
    acceptance(connections: number): number {
        return connections * acceptCpuSeconds * (this.world.hostSpeed * this.cold);
    }

    /** One turn of a request. */
    turn(slot: number, inFlight: number): number {
        const { exchanges, shop, hostSpeed } = this.world;
        const mean = shop.turnCpu[exchanges.route(slot)] as number;
        const warmth = hostSpeed * this.cold;
        return mean * exchanges.spread(slot) * warmth * batchingFactor(inFlight);
    }

    /** What going on after a throttling costs beyond the work. */
    resume(inFlight: number): number {
        return this.world.hostSpeed * resumeCost(inFlight);
    }
}
