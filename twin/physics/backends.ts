/*
 * What stands behind the front-end. CPU seconds of the lab machine: assumed for a Go service with its
 * database nearby, low enough that the measured incidents stay the front-end's own. Those of carts
 * and orders were assumed too, and are what was then measured of warm ones: 1.2 and 6 to 8 ms where
 * hostSpeed is 3.
 */

import type { AskedService } from "../../shop/calls";
import type { ServiceName } from "../../shop/services";
import { queryCpuSeconds } from "./database";

export interface BackendPhysics {
    /** To answer one call. */
    readonly cpuSeconds: number;
    /** Waiting for its database, beside the CPU, in seconds. */
    readonly waitSeconds: number;
    /** Asked with each call, and played where it is short of CPU or away. */
    readonly database?: ServiceName;
    /** Left out: compiled before it starts. */
    readonly warmUp?: WarmUp;
}

/** What a JVM pays because it loads and compiles its code only when somebody calls. */
export interface WarmUp {
    /** Of the first call alone, in seconds of any machine, like a start. */
    readonly firstCpuSeconds: number;
    /** Of the calls after it: CPU beyond that of a warm process, as a share of it … */
    readonly excess: number;
    /** … and calls after which half of that is gone; two thirds after twice as many. */
    readonly calls: number;
}

/**
 * Measured as their start was (idle.ts), one call after the other. Orders: 0.92 to 1.09 CPU-s for the
 * first order, then 40 to 130 ms, about 55 after 50, 28 after 300, 10 after 1,000 and 8 after 1,500.
 * Carts: 0.5 to 0.77 CPU-s, then 20 to 45 ms, 15 after 50, 3 after 1,000. Shipping: 0.63 CPU-s, then
 * 15 to 80 ms, 6 to 12 after 50.
 */
const warmUps = {
    orders: { firstCpuSeconds: 1, excess: 11, calls: 100 },
    carts: { firstCpuSeconds: 0.6, excess: 24, calls: 40 },
    shipping: { firstCpuSeconds: 0.63, excess: 16, calls: 30 },
} as const;

/** Databases that are played as such. */
type Database = "catalogue-db";

/** Asked by nobody: it takes messages. */
type Consumer = "queue-master";

export const backends: Readonly<Record<AskedService | Database | Consumer, BackendPhysics>> = {
    catalogue: { cpuSeconds: 0.15e-3, waitSeconds: 1.2e-3, database: "catalogue-db" },
    "catalogue-db": { cpuSeconds: queryCpuSeconds, waitSeconds: 0 },
    user: { cpuSeconds: 0.25e-3, waitSeconds: 1e-3 },
    carts: { cpuSeconds: 0.4e-3, waitSeconds: 1.5e-3, warmUp: warmUps.carts },
    orders: { cpuSeconds: 2e-3, waitSeconds: 3e-3, warmUp: warmUps.orders },
    payment: { cpuSeconds: 0.1e-3, waitSeconds: 0.2e-3 },
    shipping: { cpuSeconds: 0.6e-3, waitSeconds: 1e-3, warmUp: warmUps.shipping },
    // Assumed to take as long over a message as shipping does.
    "queue-master": { cpuSeconds: 0.6e-3, waitSeconds: 1e-3, warmUp: warmUps.shipping },
};

/** Of a program that answers calls. */
export function backendPhysicsOf(program: string): BackendPhysics | undefined {
    return Object.hasOwn(backends, program)
        ? backends[program as keyof typeof backends]
        : undefined;
}

/** How long orders waits for each answer: http.timeout's default in orders 0.4.7. */
export const orderTimeoutSeconds = 5;

/** A look at the session in Redis, there and back, in seconds. Assumed. */
export const sessionSeconds = 0.6e-3;

/** Until the operating system has found and opened a small file, in seconds. Assumed. */
export const fileSeconds = 0.8e-3;
