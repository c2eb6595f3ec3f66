import * as pulumi from "@pulumi/pulumi";

import { type FaultedObject, faultedObjects } from "../../scenarios/faults";
import { healsOf } from "../../scenarios/heals";
import { FaultExpiry } from "../incident/FaultExpiry";
import { identityOf } from "../incident/identity";
import { IncidentMarker } from "../incident/IncidentMarker";
import { LoadStack } from "../incident/LoadStack";
import { serviceHost } from "../../shop/names";
import type { IncidentSettings } from "../settings/settings";
import type { ChangedShop, ServiceChange } from "../../shop/changes";
import { ReplicaRestore } from "../sockShop/ReplicaRestore";
import { processesFor } from "../../scenarios/load/command";
import { pythonSource } from "../../scenarios/load/files";
import { mix } from "../../scenarios/load/mixes";
import type { ShopPlace } from "./preflight";
import type { World } from "./world";

export interface InjectionArgs {
    incident: IncidentSettings;
    faults: readonly ServiceChange[];
    /** The shop as it is without the faults: what the expiry goes back to. */
    healthy: ChangedShop;
    place: ShopPlace;
    /** Its expiry has undone the faults of this run already. */
    hasExpired: boolean;
    /** What must exist first: the namespace, where this stack makes it. */
    after: pulumi.Resource[];
}

/** What surrounds an incident. Its parts are deleted in the reverse order of these fields. */
export interface Injection {
    /** Exists for as long as anything else of the incident does. */
    readonly marker: IncidentMarker;
    /** Deleted after load and faults, to sweep up what people and agents scaled meanwhile. */
    readonly recovery: ReplicaRestore;
    /** Must exist before a fault is set; undefined without faults. */
    readonly expiry: FaultExpiry | undefined;
    /** What the faults change. */
    readonly objects: readonly FaultedObject[];
    readonly run: string;
}

/** Prepares an injection: marks it, and makes sure that it ends. Sets no fault and no load yet. */
export function prepareInjection(
    args: InjectionArgs,
    world: World,
    opts: pulumi.ComponentResourceOptions,
): Injection {
    const { incident, faults, place } = args;
    const { namespace, kubeContext } = place;
    const { scenario, run, blind, overlap, expireAfterSeconds } = incident;
    const identity = identityOf(pulumi.getStack(), scenario.id, blind);
    const marker = new IncidentMarker(
        "incident",
        { namespace, identity, run, overlap },
        { ...opts, dependsOn: args.after },
    );
    const marked = { ...opts, dependsOn: [marker] };
    const recovery = new ReplicaRestore(
        "recovery",
        { namespace, kubeContext, foreignAutoscalers: "remove" },
        marked,
    );
    const expiry =
        faults.length === 0
            ? undefined
            : new FaultExpiry(
                  "expiry",
                  {
                      namespace,
                      heals: healsOf(faults, args.healthy, namespace),
                      apiClient: pythonSource("kubernetes_api.py"),
                      expireAfterSeconds,
                      run,
                      incident: visibleName(incident),
                      holder: identity.holder,
                      isOver: args.hasExpired,
                  },
                  marked,
              );
    return { marker, recovery, expiry, objects: faultedObjects(faults), run };
}

/** Puts the load on the shop. Blind, not even its name in the stack tells which. */
export function startLoad(
    incident: IncidentSettings,
    { namespace }: ShopPlace,
    world: World,
    opts: pulumi.ComponentResourceOptions,
): LoadStack {
    const visible = visibleName(incident);
    return new LoadStack(
        visible === undefined ? "load" : `load-${visible}`,
        {
            namespace,
            target: `http://${serviceHost("front-end", namespace)}`,
            files: world.loadFiles(incident.scenario),
            load: incident.load,
            processes: processesFor(mix(incident.scenario.load.mix), incident.load.users),
            resources: incident.scenario.load.resources,
            run: incident.run,
            incident: visible,
        },
        opts,
    );
}

/** The incident's name where agents can see it: undefined when blind. */
function visibleName({ scenario, blind }: IncidentSettings): string | undefined {
    return blind ? undefined : scenario.id;
}
