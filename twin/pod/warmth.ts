import { batching, cold, resumeCpuSeconds } from "../physics/frontEnd";

type Curve = readonly (readonly [inFlight: number, value: number])[];

/** Above this many requests in flight nothing changes any more. */
const mostInFlight = 1024;

const batchingFactors = tableOf(batching);
const resumeSeconds = tableOf(resumeCpuSeconds);

/** CPU of a request with `inFlight` of them in the event loop, relative to one alone. */
export function batchingFactor(inFlight: number): number {
    return batchingFactors[Math.min(inFlight, mostInFlight)] as number;
}

/** CPU lost after a throttling with so many requests in flight; seconds of the lab machine. */
export function resumeCost(inFlight: number): number {
    return resumeSeconds[Math.min(inFlight, mostInFlight)] as number;
}

/** CPU of a request in a process that has served so many, relative to a warm process. */
export function coldFactor(served: number): number {
    return 1 + cold.excess * Math.exp(-served / cold.requests);
}

function tableOf(curve: Curve): Float64Array {
    return new Float64Array(mostInFlight + 1).map((_, inFlight) =>
        interpolated(curve, Math.max(1, inFlight)),
    );
}

/** Straight lines between the measured points, over the logarithm of the number in flight. */
function interpolated(curve: Curve, inFlight: number): number {
    const after = curve.findIndex(([at]) => at >= inFlight);
    const [high, highValue] = curve.at(after) ?? [1, 1];
    const [low, lowValue] = curve[after - 1] ?? [high, highValue];
    if (after <= 0 || high === low) {
        return highValue;
    }
    const share = Math.log(inFlight / low) / Math.log(high / low);
    return lowValue + share * (highValue - lowValue);
}
