import type * as pulumi from "@pulumi/pulumi";

import { effectiveFaults } from "../../scenarios/faults";
import { undoesFaults } from "../../scenarios/remediation";
import { ReplicasPatch } from "../incident/ReplicasPatch";
import type { IncidentSettings, Settings } from "../settings/settings";
import type { ReplicasChange, ServiceChange } from "../../shop/changes";
import { services } from "../../shop/services";
import type { BaseShop } from "./baseStack";
import type { Preflight } from "./preflight";
import { prepareInjection, startLoad } from "./injection";
import { incidentOutputs } from "./outputs";
import type { Outputs, World } from "./world";

/**
 * An incident in a stack of its own, beside the stack that holds the shop: its load, and those of
 * its faults that can be set without owning the Deployment. Destroying it is the recovery.
 */
export function incidentStack(
    settings: Settings,
    incident: IncidentSettings,
    base: BaseShop,
    { hasExpired }: Preflight,
    world: World,
    opts: pulumi.ComponentResourceOptions,
): Outputs {
    const faults = effectiveFaults(incident.scenario, incident.memoryFault).filter(isReplicas);
    const injection = prepareInjection(
        { incident, faults, healthy: services, place: base, after: [] },
        world,
        opts,
    );
    const isUndone = hasExpired || undoesFaults(settings.remediations);
    const patches = (isUndone ? [] : faults).map(
        (change) =>
            new ReplicasPatch(
                `fault-${change.service}`,
                {
                    change,
                    namespace: base.namespace,
                    run: incident.run,
                },
                {
                    ...opts,
                    dependsOn: [
                        injection.recovery,
                        ...(injection.expiry ? [injection.expiry] : []),
                    ],
                },
            ),
    );
    const load = startLoad(incident, base, world, {
        ...opts,
        dependsOn: [injection.recovery, ...patches],
    });
    return incidentOutputs(incident, { ...settings, ...base }, load);
}

function isReplicas(fault: ServiceChange): fault is ReplicasChange {
    return fault.kind === "replicas";
}
