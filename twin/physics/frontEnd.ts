/*
 * The front-end: Node's event loop in a container. CPU times are seconds of the lab machine's CPU;
 * hostSpeed.ts scales them. "Lab" are measurements of the real front-end 0.3.12 on Node 18.
 */

/** To accept a connection. Lab: a probe on a new connection costs 0.55 ms, on an old one 0.49. */
export const acceptCpuSeconds = 0.06e-3;

/**
 * From the start of Node to listening. Lab: 265 to 310 ms; on the real node's machine, where a
 * request takes more CPU than in the lab, 217 to 310 ms. So it does not go by the host's speed.
 */
export const startCpuSeconds = { min: 0.265, max: 0.31 } as const;

/**
 * What `npm start`, the image's command, uses before and beside that: on the real node's machine 0.35
 * to 0.43 CPU-s to listening in all with files in the page cache, 0.5 to 0.6 in other hours.
 */
export const npmCpuSeconds = { min: 0.13, max: 0.3 } as const;

/** What a request's CPU time depends on, beside its route. */
export interface RequestCost {
    /** By requests in flight: one turn of the loop serves all that are ready. */
    readonly batching: {
        /** Of a lone request, relative to the routes' own figures; and of one among very many. */
        readonly alone: number;
        readonly crowd: number;
        /** Requests beside one's own at which half of the saving is made, and how sharply. */
        readonly halfway: number;
        readonly steepness: number;
    };
    /** A process that has served little has not compiled its code yet. */
    readonly cold: {
        /** CPU beyond that of a warm process at the first request, as a share of it. */
        readonly excess: number;
        /** Requests after which half of that is gone; four fifths after twice as many. */
        readonly requests: number;
    };
    /** A process that stood still, idle or throttled, finds its memory gone from the CPU's caches. */
    readonly caches: {
        /** CPU that refilling them costs when all is gone, in seconds of the lab machine. */
        readonly refillCpuSeconds: number;
        /** Work after which half is there again, in CPU seconds of the lab machine. */
        readonly workSeconds: number;
        /** Standing still for so long loses all but 1/e. */
        readonly idleSeconds: number;
    };
}

/**
 * Set once, for all runs: by the lab's table of CPU per request in closed loops (1 to 800 in flight
 * at 300m, 15 and 100 at 60m, warm), by its steady runs of 50 to 750 thinking users, which cost
 * 2.45 to 0.76 ms, and by the rented machine's runs from a cold start. That a process pays for
 * having stood still explains two things at once: what throttling costs (2.2 ms a period at 60m),
 * and why few users cost more each than many.
 */
export const requestCost: RequestCost = {
    batching: { alone: 0.8, crowd: 0.43, halfway: 5.5, steepness: 1.1 },
    cold: { excess: 0.8, requests: 2000 },
    caches: { refillCpuSeconds: 2.8e-3, workSeconds: 2.1e-3, idleSeconds: 0.035 },
};

/** CPU of one request varies evenly around its mean by this share (assumed; not measured). */
export const cpuSpread = 0.4;

/** Node 18's server closes a connection on which nothing came for so long. */
export const keepAliveSeconds = 5;

/**
 * What the OOM killer counts, in bytes: the processes' own memory and the kernel's for them, npm
 * included; not file pages, which can be reclaimed. Lab, Node 18 under `npm start` in a cgroup with
 * a limit (V8 sizes its heap by it): 47 MiB idle, some 10 more after thousands of requests. What a
 * request has made so far stays until it is answered. 2,400 connections just accepted cost 20 MiB;
 * then it rises turn by turn, by 17 to 19 MiB a CPU second at 60m, 100m and 300m, until 2,500
 * requests that are half done on average hold 130 MiB more than an idle process.
 */
export const frontEndMemory = {
    idleBytes: 47 * 2 ** 20,
    warmBytes: 12 * 2 ** 20,
    warmRequests: 1500,
    acceptedBytes: 8 * 2 ** 10,
    turnBytes: 10 * 2 ** 10,
} as const;

/** npm's exit after SIGTERM, in seconds. Lab; SIGKILL was never needed. */
export const exitAfterTerm = { min: 0.7, max: 2.6 } as const;
