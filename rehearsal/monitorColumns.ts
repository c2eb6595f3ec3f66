import type { Evidence } from "../evidence/evidence";
import type { HostSpeed } from "../twin/physics/hostSpeed";
import type { RehearsalRequest } from "./types";

/** The column of a shop that nothing ails. */
export const healthyRun = "healthy";

/** Monitors exist with this setting; no key is needed to plan them. */
export const monitored = { observability: "resources" } as const;

/** The guides' baseline: 50 users browse, and everything is answered in less than 200 ms. */
const healthyLoad = { incident: "latency", users: "50" } as const;

/** How a column is simulated. */
export interface ColumnRequest {
    readonly remediation: string;
    readonly seed: number;
    readonly hostSpeed: HostSpeed;
    readonly nodeCpus: number;
}

/** What to rehearse for a column of the monitors' matrix: an incident, or a healthy shop. */
export function rehearsalRequest(
    name: string,
    { remediation, seed, hostSpeed, nodeCpus }: ColumnRequest,
): RehearsalRequest {
    const isHealthy = name === healthyRun;
    return {
        incident: isHealthy ? healthyLoad.incident : name,
        arms: [remediation],
        seeds: [seed],
        hostSpeed,
        nodeCpus,
        settings: isHealthy ? { ...monitored, users: healthyLoad.users } : monitored,
        workers: 0,
    };
}

/** The evidence under the name of the column: a healthy shop under load is no incident. */
export function asColumn(name: string, evidence: Evidence): Evidence {
    return name === healthyRun
        ? { ...evidence, run: { ...evidence.run, incident: "none" } }
        : evidence;
}

/** Simulates a column. The simulation is loaded only where it is needed: it takes seconds. */
export async function simulatedColumn(name: string, request: ColumnRequest): Promise<Evidence> {
    const { rehearse } = await import("./rehearsal.js");
    const { evidence } = await rehearse(rehearsalRequest(name, request));
    const [run] = evidence.values();
    if (run === undefined) {
        throw new Error(`The rehearsal of ${name} left no evidence behind.`);
    }
    return asColumn(name, run);
}
