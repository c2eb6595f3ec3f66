import type { Scenario } from "./scenario";
import { type FaultedPart, faultKind } from "./faultKinds";
import { undoesFaults } from "./remediation";
import type { ServiceChange } from "../shop/changes";
import type { ServiceName } from "../shop/services";

/**
 * The faults of an incident under the setting `memoryFault`: a quantity replaces the scenario's
 * memory limit; `off` leaves it out, and with it the probes that were silenced for its sake; undefined
 * keeps both.
 */
export function effectiveFaults(
    scenario: Scenario,
    memoryFault: string | undefined,
): readonly ServiceChange[] {
    return scenario.faults
        .filter(({ kind }) => memoryFault !== "off" || (kind !== "memory" && kind !== "probes"))
        .map((fault) =>
            fault.kind === "memory" ? { ...fault, memory: memoryFault ?? fault.memory } : fault,
        );
}

/**
 * The faults that are really set: none where a remediation takes them back, before the shop is
 * changed at all. So this holds for any kind of fault. What is there to undo them stays.
 */
export function faultsInForce(
    {
        scenario,
        memoryFault,
    }: { readonly scenario: Scenario; readonly memoryFault: string | undefined },
    remediations: readonly string[],
): readonly ServiceChange[] {
    return undoesFaults(remediations) ? [] : effectiveFaults(scenario, memoryFault);
}

/** An object of the API that faults change. */
export interface FaultedObject {
    readonly service: ServiceName;
    readonly part: FaultedPart;
}

/** The objects that the faults change, each once. */
export function faultedObjects(faults: readonly ServiceChange[]): readonly FaultedObject[] {
    const objects = faults.map((fault) => ({
        service: fault.service,
        part: faultKind(fault).part,
    }));
    return [...new Map(objects.map((one) => [`${one.part} ${one.service}`, one])).values()];
}

/** The services whose Deployments do not get what they ask for while the faults are there. */
export function unsettledServices(faults: readonly ServiceChange[]): readonly ServiceName[] {
    return faults.filter((fault) => faultKind(fault).isUnsettled).map(({ service }) => service);
}

/** The faults that a stack can set which does not own what they change. */
export function patchableFaults(faults: readonly ServiceChange[]): readonly ServiceChange[] {
    return faults.filter((fault) => faultKind(fault).isDefault !== undefined);
}
