import type { ServiceName } from "../../shop/services";
import { startCpuSeconds } from "./frontEnd";

/*
 * Containers when nobody asks them anything, and what it takes to start them. Memory: facts that
 * guides and public logs mention (orders near 339 MB under load, front-end 47 MiB idle); idle CPU
 * and the start of databases and brokers: assumed.
 */

export interface IdlePhysics {
    readonly cores: number;
    readonly memoryMebibytes: number;
    /**
     * CPU from the start of the process to listening, in seconds. Of any machine: the front-end's
     * start took as much in the lab as where a request takes two or three times the lab's CPU.
     */
    readonly startCpuSeconds: Range;
    /**
     * Runs a JVM with Spring Boot. Its shell does not pass SIGTERM on: it goes only when the grace is
     * over.
     */
    readonly isJvm?: boolean;
}

export interface Range {
    readonly min: number;
    readonly max: number;
}

const exactly = (value: number): Range => ({ min: value, max: value });

/**
 * Measured with orders and carts in a CPU-limited cgroup of the real node's machine, other work
 * beside: 13.0, 13.4 and 14.7 CPU-s without a limit, 18.0 at 500m and 18.3 at 300m (there 62 s until
 * it listened). Their sources at the manifests' tags, but Spring Boot 1.5 on Java 17 for 1.4 on
 * Java 8. That shipping and queue-master are like them is assumed.
 */
const java: IdlePhysics = {
    cores: 0.002,
    memoryMebibytes: 240,
    startCpuSeconds: { min: 13, max: 18.3 },
    isJvm: true,
};
const go: IdlePhysics = { cores: 0.0005, memoryMebibytes: 12, startCpuSeconds: exactly(0.02) };

/**
 * Measured twice with MariaDB 10.11, on two days: an empty folder set up, started and filled, which is
 * what a new pod does because its data is in the image's volume. Idle 0.0005 cores.
 */
const mariaDbStart: Range = { min: 0.69, max: 1.14 };

/** A program of which nothing is known: it does nothing and asks for nothing. */
export const unknownProgram = "unknown";

const idle: Readonly<Record<ServiceName | "rabbitmq-exporter" | "unknown", IdlePhysics>> = {
    [unknownProgram]: { cores: 0, memoryMebibytes: 4, startCpuSeconds: exactly(0.01) },
    "front-end": { cores: 0.001, memoryMebibytes: 47, startCpuSeconds },
    catalogue: go,
    payment: go,
    user: go,
    carts: java,
    orders: java,
    shipping: java,
    "queue-master": java,
    rabbitmq: { cores: 0.004, memoryMebibytes: 95, startCpuSeconds: exactly(1.5) },
    "rabbitmq-exporter": go,
    "catalogue-db": { cores: 0.001, memoryMebibytes: 190, startCpuSeconds: mariaDbStart },
    "session-db": { cores: 0.001, memoryMebibytes: 8, startCpuSeconds: exactly(0.02) },
    "carts-db": { cores: 0.004, memoryMebibytes: 75, startCpuSeconds: exactly(0.4) },
    "orders-db": { cores: 0.004, memoryMebibytes: 75, startCpuSeconds: exactly(0.4) },
    "user-db": { cores: 0.004, memoryMebibytes: 70, startCpuSeconds: exactly(0.4) },
};

/** Of that program. Throws where nobody has said what it takes. */
export function idleOf(program: string): IdlePhysics {
    if (!Object.hasOwn(idle, program)) {
        throw new Error(
            `The simulation does not know what a container "${program}" takes when idle. ` +
                `Known: ${Object.keys(idle).join(", ")}.`,
        );
    }
    return idle[program as keyof typeof idle];
}
