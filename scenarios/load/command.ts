import type { Mix } from "./mixes";

/** How much load a run makes, and for how long. */
export interface LoadProfile {
    /** Virtual users. */
    readonly users: number;
    /** Users started per second. */
    readonly spawnRate: number;
    readonly durationSeconds: number;
    /** Worker processes; 1 means that the only process does everything itself. */
    readonly processes: number;
}

/**
 * Requests per second that one process is trusted with. A request costs it 0.4 to 0.6 ms of CPU
 * (measured with up to 1,500 users), so this leaves half a core for bursts.
 */
const requestsPerProcess = 1_000;

/** Worker processes enough for users who are all served at once, as a healthy shop does. */
export function processesFor({ waitSeconds }: Mix, users: number): number {
    const meanWait = (waitSeconds.min + waitSeconds.max) / 2;
    return Math.max(1, Math.ceil(users / meanWait / requestsPerProcess));
}

/**
 * Locust's arguments for a run without a user interface; `host` may be a value that is not known
 * yet. Failed requests do not fail the process: they are what a run is about.
 */
export function locustArguments<Host>(
    host: Host,
    { users, spawnRate, durationSeconds, processes }: LoadProfile,
    locustfile = "/load/locustfile.py",
): (string | Host)[] {
    return [
        ...["--locustfile", locustfile, "--headless", "--host", host],
        ...["--users", String(users), "--spawn-rate", String(spawnRate)],
        ...["--run-time", `${durationSeconds}s`, "--stop-timeout", "2"],
        ...["--exit-code-on-error", "0"],
        ...(processes > 1 ? workerArguments(processes) : []),
    ];
}

function workerArguments(processes: number): string[] {
    return [
        ...["--processes", String(processes)],
        // A worker that never comes must not keep the master waiting for ever.
        ...["--expect-workers-max-wait", "60"],
        // Locust would let anybody in the cluster join as a worker.
        ...["--master-bind-host", "127.0.0.1"],
    ];
}
