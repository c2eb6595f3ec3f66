/*
 * The front-end: Node's event loop in a container. CPU times are seconds of the lab machine's CPU;
 * hostSpeed.ts scales them. "Lab" are measurements of the real front-end 0.3.12 on Node 18.
 */

/** To accept a connection. Lab: a probe on a new connection costs 0.55 ms, on an old one 0.49. */
export const acceptCpuSeconds = 0.06e-3;

/** From the start of the process to listening. Lab: 265 to 310 ms. */
export const startCpuSeconds = { min: 0.265, max: 0.31 } as const;

/**
 * CPU per request relative to one alone, by requests in flight: one turn of the event loop serves
 * all that are ready. Lab, warm, at 300m: 1.19, 0.68, 0.54, 0.51, 0.49 ms with 1, 20, 100, 400, 800
 * in flight, each less the share that throttling costs (resumeCpuSeconds), over the 1.37 ms that
 * the same mix costs one by one.
 */
export const batching: readonly (readonly [inFlight: number, factor: number])[] = [
    [1, 0.9],
    [3, 0.75],
    [20, 0.46],
    [100, 0.365],
    [400, 0.345],
    [800, 0.332],
];

/**
 * A process that has served little yet has not compiled its code: CPU per request is
 * `1 + excess × e^(-served / requests)` times that of a warm one. Lab: 1.3 to 1.6 times over runs
 * of some thousand requests, from about 1.7 to 0.75 ms over the first 2,500.
 */
export const cold = { excess: 1, requests: 1300 } as const;

/**
 * CPU lost whenever the kernel lets a throttled process go on, by requests in flight: caches are
 * cold, timers are due; the more there is to do at once, the less it matters. Lab: with 100 in
 * flight a warm request costs 0.54 ms at 300m, where a period holds 30 ms, but 0.79 ms at 60m,
 * where it holds 6: 2.2 ms a period explain both. With 200 and 400 in flight it is 0.91 and 0.74 ms
 * of a cold process at 60m, which leaves about 1.9 and 1.3 to 1.7 ms.
 */
export const resumeCpuSeconds: readonly (readonly [inFlight: number, seconds: number])[] = [
    [1, 2.2e-3],
    [100, 2.2e-3],
    [200, 1.9e-3],
    [400, 1.5e-3],
];

/** CPU of one request varies evenly around its mean by this share (assumed; not measured). */
export const cpuSpread = 0.4;

/** Node 18's server closes a connection on which nothing came for so long. */
export const keepAliveSeconds = 5;

/**
 * Working set in bytes. Lab: 49 MiB idle, some 105 MiB after some thousand requests, and 0.09 MiB
 * for each connection with a request in flight.
 */
export const memory = {
    idleBytes: 49 * 2 ** 20,
    warmBytes: 56 * 2 ** 20,
    warmRequests: 1500,
    inFlightBytes: 0.09 * 2 ** 20,
} as const;

/** npm's exit after SIGTERM, in seconds. Lab; SIGKILL was never needed. */
export const exitAfterTerm = { min: 0.7, max: 2.6 } as const;
