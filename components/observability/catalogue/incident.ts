import type { Scenario } from "../../../scenarios/scenario";

/** What Datadog has to know of an incident. Its name is data here, never a case in the code. */
export type KnownIncident = Pick<
    Scenario,
    "id" | "title" | "diagnosis" | "monitors" | "observation"
>;

/** In which incidents a monitor goes off. */
export interface FiringIncidents {
    readonly firesIn: readonly string[];
    readonly mayFireIn: readonly string[];
}

/** The incidents in which a monitor must go off, and those in which it may. */
export function firingIncidents(
    monitor: string,
    incidents: readonly KnownIncident[],
): FiringIncidents {
    const those = (holds: (incident: KnownIncident) => boolean): readonly string[] =>
        incidents.filter(holds).map(({ id }) => id);
    return {
        firesIn: those(({ monitors }) => monitors.mustFire.some((one) => one.monitor === monitor)),
        mayFireIn: those(({ monitors }) => monitors.mayFire.includes(monitor)),
    };
}
