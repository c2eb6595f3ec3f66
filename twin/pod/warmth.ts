import type { RequestCost } from "../physics/frontEnd";

/** Above this many requests in flight nothing changes any more. */
const mostInFlight = 1024;

const tables = new WeakMap<RequestCost["batching"], Float64Array>();

/** CPU of a request with so many of them in the event loop, relative to one alone. */
export function batchingFactors(batching: RequestCost["batching"]): (inFlight: number) => number {
    const table = tables.get(batching) ?? tableOf(batching);
    tables.set(batching, table);
    return (inFlight) => table[Math.min(inFlight, mostInFlight)] as number;
}

/**
 * CPU of a request in a process that has served so many, relative to a warm process. It falls late
 * and then at once, as functions get compiled that are called often.
 */
export function coldFactor(cold: RequestCost["cold"], served: number): number {
    const share = served / cold.requests;
    return 1 + cold.excess / (1 + share * share);
}

function tableOf({ alone, crowd, halfway, steepness }: RequestCost["batching"]): Float64Array {
    return new Float64Array(mostInFlight + 1).map((_, inFlight) => {
        const others = Math.max(0, inFlight - 1);
        return crowd + (alone - crowd) / (1 + (others / halfway) ** steepness);
    });
}
