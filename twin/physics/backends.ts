/*
 * What stands behind the front-end. None of these was measured: CPU times are assumed for a Go or a
 * Java service with its database nearby, low enough that the measured incidents stay the
 * front-end's own. CPU seconds of the lab machine.
 */

export interface BackendPhysics {
    /** To answer one call. */
    readonly cpuSeconds: number;
    /** Waiting for its database, beside the CPU, in seconds. */
    readonly waitSeconds: number;
}

export const backends: Readonly<Record<string, BackendPhysics>> = {
    catalogue: { cpuSeconds: 0.15e-3, waitSeconds: 1.2e-3 },
    user: { cpuSeconds: 0.25e-3, waitSeconds: 1e-3 },
    carts: { cpuSeconds: 0.4e-3, waitSeconds: 1.5e-3 },
    orders: { cpuSeconds: 2e-3, waitSeconds: 3e-3 },
    payment: { cpuSeconds: 0.1e-3, waitSeconds: 0.2e-3 },
    shipping: { cpuSeconds: 0.6e-3, waitSeconds: 1e-3 },
};

/** How long orders waits for each answer: http.timeout's default in orders 0.4.7. */
export const orderTimeoutSeconds = 5;

/** A look at the session in Redis, there and back, in seconds. Assumed. */
export const sessionSeconds = 0.6e-3;

/** Until the operating system has found and opened a small file, in seconds. Assumed. */
export const fileSeconds = 0.8e-3;
