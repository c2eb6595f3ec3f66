import * as pulumi from "@pulumi/pulumi";

import type { ClusterReader, ClusterState } from "../incident/clusterState";
import { readClusterState } from "../incident/clusterState";
import { checkCluster, checkContext, RefusedError } from "../incident/guardRails";
import { holds, isSameIncident } from "../incident/identity";
import { awaitSteadyState } from "../incident/steadyState";
import { names } from "../names";
import type { ParsedSettings } from "../settings/parse";
import type { IncidentSettings } from "../settings/settings";
import type { World } from "./world";

/** Where the shop is, or is going to be. */
export interface ShopPlace {
    readonly namespace: string;
    readonly kubeContext: string;
}

export interface Preflight {
    /**
     * Waits for a healthy shop once more, for the case that the same update creates it: first for
     * `ready`, its Deployments. Services in `except` carry a fault already.
     */
    readonly awaitNewShop: (
        ready: pulumi.Output<unknown>,
        except: readonly string[],
    ) => Promise<void>;
}

/**
 * Everything that can stop an update, before any resource is registered: settings, context,
 * production labels, another incident, a shop that is not healthy. Throws {@link RefusedError}.
 */
export async function preflight(parsed: ParsedSettings, world: World): Promise<Preflight> {
    const { allowContexts, incident, kubeContext, namespace } = parsed.settings;
    checkContext(kubeContext, allowContexts);
    const cluster = world.connect(kubeContext);
    const state = await reachable(cluster, parsed.settings);
    for (const warning of checkCluster(parsed, state, pulumi.getStack())) {
        await pulumi.log.warn(warning);
    }
    const injecting =
        incident !== undefined && isNew(incident, state) && !pulumi.runtime.isDryRun();
    const shopExists = (await cluster.deployments(namespace)).length > 0;
    if (injecting && shopExists) {
        await steady(cluster, namespace, incident, [], world);
    }
    return {
        async awaitNewShop(ready, except) {
            if (injecting && !shopExists) {
                await new Promise((resolve) => ready.apply(resolve));
                await steady(cluster, namespace, incident, except, world);
            }
        },
    };
}

async function reachable(cluster: ClusterReader, place: ShopPlace): Promise<ClusterState> {
    try {
        return await readClusterState(cluster, place.namespace, names.autoscaler("front-end"));
    } catch (error) {
        throw new RefusedError([
            `kubeContext = "${place.kubeContext}": the cluster does not answer (${String(error)}). ` +
                `Is it running? Try: kubectl --context ${place.kubeContext} get nodes`,
        ]);
    }
}

/** Not for an incident that is active already: its users may be changed while the shop suffers. */
function isNew({ scenario, run }: IncidentSettings, { leases }: ClusterState): boolean {
    const stack = pulumi.getStack();
    return !leases.some(
        (lease) =>
            holds(stack, lease.holder) &&
            isSameIncident(stack, scenario.id, lease.incident) &&
            lease.run === run,
    );
}

function steady(
    cluster: ClusterReader,
    namespace: string,
    { gate, gateTimeoutSeconds }: IncidentSettings,
    except: readonly string[],
    { sleep }: World,
): Promise<void> {
    return awaitSteadyState(cluster, {
        namespace,
        gate,
        except,
        timeoutSeconds: gateTimeoutSeconds,
        pollSeconds: 2,
        report: (message) => void pulumi.log.info(message),
        sleep,
    });
}
