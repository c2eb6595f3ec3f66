/**
 * What the front-end's requests cost in CPU time and memory: the real front-end's figures, which
 * were measured from outside (steady load, warm process, Node 18).
 */

/**
 * This machine kind against the one of the tables below: `/basket.html` takes 1.1 CPU-ms here and
 * 0.49 there.
 */
const hostFactor = 1.1 / 0.49;

/** CPU milliseconds of a request that is alone, by what it asks for. */
const aloneMilliseconds = {
    page: 0.49,
    catalogue: 1.57,
    loginRefused: 1.54,
    login: 2.23,
    other: 1.6,
};

export type RequestKind = keyof typeof aloneMilliseconds;

/**
 * A request's work comes in so many turns of the event loop, because it waits for others in between:
 * a file takes stat, open, read and close; a dynamic answer its session from the store, a connection
 * of its own to the other service, that answer's head, body and end, and the session written back.
 * Before each turn it waits for all that are ready. So the turns decide how much sooner a probe is
 * answered than a page: after 0.8 of the mean, measured.
 */
const turnsOf = { page: 5, catalogue: 8, loginRefused: 8, login: 9, other: 8 };

/** Of these, so many come before another service is asked. */
export const turnsBeforeCall = 4;

/** Requests in flight, and what one of them costs then in parts of what it costs alone. */
const batching: readonly (readonly [number, number])[] = [
    [1, 1],
    [20, 0.68 / 1.19],
    [100, 0.54 / 1.19],
    [400, 0.51 / 1.19],
    [800, 0.49 / 1.19],
];

/** A cold process, whose code the JIT has not seen yet, needs 1.6 times as much at first. */
const coldFactor = 1.6;
const warmAfterRequests = 2_500;

/** Resident memory grows by this much while it gets warm, in MiB: 49 idle, 105 thereafter. */
const warmMebibytes = 56;

/** And by this much for each connection that waits for an answer, in KiB. */
export const connectionKibibytes = 92;

export function turnCount(kind: RequestKind): number {
    return turnsOf[kind];
}

/** CPU milliseconds of a turn of such a request, with so many in flight and served before. */
export function turnMilliseconds(kind: RequestKind, inFlight: number, served: number): number {
    return costMilliseconds(kind, inFlight, served) / turnsOf[kind];
}

/** And of the whole request. */
export function costMilliseconds(kind: RequestKind, inFlight: number, served: number): number {
    const coldness = Math.max(0, 1 - served / warmAfterRequests);
    const cold = 1 + (coldFactor - 1) * coldness;
    return aloneMilliseconds[kind] * hostFactor * cold * interpolate(Math.max(1, inFlight));
}

/** MiB that a process holds beyond its start after so many requests. */
export function warmthMebibytes(served: number): number {
    return warmMebibytes * Math.min(1, served / warmAfterRequests);
}

function interpolate(inFlight: number): number {
    const above = batching.findIndex(([count]) => count >= inFlight);
    const [count, share] = batching.at(above) ?? [1, 1];
    if (above <= 0) {
        // The first of the table, or beyond its last.
        return share;
    }
    const [lower, lowerShare] = batching[above - 1] ?? [count, share];
    const position = Math.log(inFlight / lower) / Math.log(count / lower);
    return lowerShare + (share - lowerShare) * position;
}
