/*
 * Containers when nobody asks them anything. Memory: facts that guides and public logs mention
 * (orders near 339 MB under load, front-end 47 MiB idle); CPU: assumed.
 */

export interface IdlePhysics {
    readonly cores: number;
    readonly memoryMebibytes: number;
    /** CPU from the start of the process to listening, in seconds of the lab machine. */
    readonly startCpuSeconds: number;
}

const java: IdlePhysics = { cores: 0.002, memoryMebibytes: 240, startCpuSeconds: 4 };
const go: IdlePhysics = { cores: 0.0005, memoryMebibytes: 12, startCpuSeconds: 0.02 };

export const idle: Readonly<Record<string, IdlePhysics>> = {
    "front-end": { cores: 0.001, memoryMebibytes: 47, startCpuSeconds: 0.29 },
    catalogue: go,
    payment: go,
    user: go,
    carts: java,
    orders: java,
    shipping: java,
    "queue-master": java,
    rabbitmq: { cores: 0.004, memoryMebibytes: 95, startCpuSeconds: 1.5 },
    "rabbitmq-exporter": go,
    "catalogue-db": { cores: 0.001, memoryMebibytes: 190, startCpuSeconds: 0.5 },
    "session-db": { cores: 0.001, memoryMebibytes: 8, startCpuSeconds: 0.02 },
    "carts-db": { cores: 0.004, memoryMebibytes: 75, startCpuSeconds: 0.4 },
    "orders-db": { cores: 0.004, memoryMebibytes: 75, startCpuSeconds: 0.4 },
    "user-db": { cores: 0.004, memoryMebibytes: 70, startCpuSeconds: 0.4 },
};

/** For a container that nobody has described. */
export const unknownIdle: IdlePhysics = { cores: 0.001, memoryMebibytes: 50, startCpuSeconds: 0.1 };

/** The JVMs' shell does not pass SIGTERM on: they go only when the grace is over. */
export const ignoresTerm: ReadonlySet<string> = new Set([
    "carts",
    "orders",
    "shipping",
    "queue-master",
]);
