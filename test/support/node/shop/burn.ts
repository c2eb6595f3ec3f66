/** Using CPU time on purpose. */

/** Milliseconds of CPU that this process has used, all its threads together. */
export function cpuMilliseconds(): number {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
}

/** Computes until the process has used that much in all: throttling does not shorten it. */
export function burnUntil(milliseconds: number): void {
    while (cpuMilliseconds() < milliseconds) {
        for (let turn = 0; turn < 1000; turn += 1) {
            sink = Math.imul(sink ^ turn, 0x9e3779b1);
        }
    }
}

let sink = 1;

/** Starts as a Java service does: it computes this long before it listens. */
export function startSlowly(cpuSeconds: number): void {
    burnUntil(cpuSeconds * 1000);
}

/**
 * CPU seconds that a Spring Boot service of the shop takes from exec to listening: with its limit of
 * 300m it listens more than a minute after the kubelet calls it ready, for it has no probe.
 */
export const springStartCpuSeconds = 20;
