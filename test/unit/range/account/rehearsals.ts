import type { Evidence } from "../../../../evidence/evidence";
import { simulatedRun } from "../../datadog/monitors/support/simulated";

/** The evidence of an incident, simulated once for all tests. */
export async function rehearsed(incident: string): Promise<Evidence> {
    return (await simulatedRun(incident)).evidence;
}
