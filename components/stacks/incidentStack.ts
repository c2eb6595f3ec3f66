import type * as pulumi from "@pulumi/pulumi";

import { effectiveFaults, patchableFaults } from "../../scenarios/faults";
import { undoesFaults } from "../../scenarios/remediation";
import { ReplicasPatch } from "../incident/ReplicasPatch";
import { TargetPortPatch } from "../incident/TargetPortPatch";
import { Autoscaler } from "../sockShop/Autoscaler";
import { EgressPolicy } from "../sockShop/EgressPolicy";
import type { IncidentSettings, Settings } from "../settings/settings";
import { type ServiceChange, unchanged } from "../../shop/changes";
import { withImages } from "../../shop/images";
import { services } from "../../shop/services";
import type { BaseShop } from "./baseStack";
import type { Preflight, ShopPlace } from "./preflight";
import { prepareInjection, startLoad } from "./injection";
import { incidentOutputs } from "./outputs";
import type { Outputs, World } from "./world";

/**
 * An incident in a stack of its own, beside the stack that holds the shop: its load, and those of
 * its faults that can be set without owning what they change. Destroying it is the recovery.
 */
export function incidentStack(
    settings: Settings,
    incident: IncidentSettings,
    base: BaseShop,
    { hasExpired }: Preflight,
    world: World,
    opts: pulumi.ComponentResourceOptions,
): Outputs {
    const faults = patchableFaults(effectiveFaults(incident.scenario, incident.memoryFault));
    const injection = prepareInjection(
        {
            incident,
            faults,
            healthy: unchanged(withImages(services, base.images)),
            place: base,
            hasExpired,
            after: [],
        },
        world,
        opts,
    );
    const isUndone = hasExpired || undoesFaults(settings.remediations);
    const patches = (isUndone ? [] : faults).flatMap((fault) =>
        patchesOf(
            fault,
            { namespace: base.namespace, kubeContext: base.kubeContext, run: incident.run },
            {
                ...opts,
                dependsOn: [injection.recovery, ...(injection.expiry ? [injection.expiry] : [])],
            },
        ),
    );
    const load = startLoad(incident, base, world, {
        ...opts,
        dependsOn: [injection.recovery, ...patches],
    });
    return incidentOutputs(incident, { ...settings, ...base }, load);
}

/** A fault that can be set without owning what it changes (see scenarios/faultKinds.ts). */
function patchesOf(
    change: ServiceChange,
    place: ShopPlace & { readonly run: string },
    opts: pulumi.ComponentResourceOptions,
): readonly pulumi.Resource[] {
    const name = `fault-${change.service}`;
    switch (change.kind) {
        case "replicas":
            return [new ReplicasPatch(name, { change, ...place }, opts)];
        case "targetPort":
            return services[change.service].servicePorts
                .slice(0, 1)
                .map((port) => new TargetPortPatch(name, { change, port, ...place }, opts));
        case "autoscale":
            return [new Autoscaler(name, { change, ...place }, opts)];
        case "network":
            return [new EgressPolicy(name, { change, ...place }, opts)];
        default:
            throw new Error(`${change.service}: ${change.kind} cannot be set by a patch`);
    }
}
