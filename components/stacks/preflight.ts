import * as pulumi from "@pulumi/pulumi";

import type { ClusterReader, ClusterState } from "../incident/clusterState";
import { readClusterState } from "../incident/clusterState";
import { effectiveFaults, unsettledServices } from "../../scenarios/faults";
import { checkCluster, checkContext, isRecoveryOf, RefusedError } from "../incident/guardRails";
import { holds, isSameIncident } from "../incident/identity";
import { shopRecovery } from "../settings/recovery";
import { awaitSteadyState, type SteadyStateOptions } from "../incident/steadyState";
import type { ParsedSettings } from "../settings/parse";
import { lookSeconds, rolloutSeconds } from "../settings/patience";
import type { IncidentSettings, Settings } from "../settings/settings";
import type { World } from "./world";

/** Where the shop is, or is going to be. */
export interface ShopPlace {
    readonly namespace: string;
    readonly kubeContext: string;
}

export interface Preflight {
    /** Back to health after an incident of this stack: never refused. */
    readonly isRecovery: boolean;
    /** The faults of the active incident have been undone by its expiry: they stay undone. */
    readonly hasExpired: boolean;
    /**
     * Waits until the shop that this update has `applied` is healthy, services in `except` aside:
     * after a change in health, and before the load of a new incident. Does not wait while an
     * incident is on or being recovered from, because then it may be long. After a recovery it
     * removes what the engine does not know of.
     */
    readonly awaitShop: (
        applied: pulumi.Output<unknown>,
        except: readonly string[],
    ) => Promise<void>;
}

type Wait = Omit<SteadyStateOptions, "namespace" | "except" | "report" | "sleep" | "pollSeconds">;

/**
 * Everything that can stop an update, before any resource is registered: context, production
 * labels, bad settings, another incident, a shop that is not healthy enough to be broken. Throws
 * {@link RefusedError}, or a {@link pulumi.RunError} when the shop does not get healthy in time.
 */
export async function preflight(parsed: ParsedSettings, world: World): Promise<Preflight> {
    const { allowContexts, incident, kubeContext, namespace } = parsed.settings;
    checkContext(kubeContext, allowContexts);
    const [cluster, state] = await reachable(world, parsed.settings);
    for (const warning of checkCluster(parsed, state, pulumi.getStack())) {
        await pulumi.log.warn(warning);
    }

    const wait = pulumi.runtime.isDryRun() ? undefined : waitOf(parsed.settings, state);
    const hasExpired =
        incident !== undefined &&
        isActive(incident, state.leases) &&
        state.expiredHolders.some((holder) => holds(pulumi.getStack(), holder));
    if (hasExpired) {
        await pulumi.log.warn(
            "The fault of this run has expired and is not set again. For another run: " +
                `pulumi up -c incident=${incident.scenario.id} -c run=2, or any label that is new.`,
        );
    }
    const steady = (options: Wait, except: readonly string[]): Promise<void> =>
        awaitSteadyState(cluster, {
            ...options,
            namespace,
            except,
            pollSeconds: lookSeconds,
            report: (message) => void pulumi.log.info(message),
            sleep: world.sleep,
        });
    if (incident !== undefined && wait !== undefined && state.hasShop) {
        await steady(wait, stillFaulted(incident, state.leases));
    }
    const isRecovery = isRecoveryOf(parsed.settings, state, pulumi.getStack());
    // What belongs to others' incidents could not be told from what this one has left.
    const isSweeping = isRecovery && isAlone(state) && !pulumi.runtime.isDryRun();
    if (isSweeping) {
        // First of all, not last as the engine would: nothing comes up under the load.
        await world.sweepLoad(kubeContext, namespace);
    }
    return {
        isRecovery,
        hasExpired,
        async awaitShop(applied, except) {
            if (isSweeping) {
                await new Promise((resolve) => applied.apply(resolve));
                await world.sweepRest(kubeContext, namespace);
            }
            if (wait !== undefined) {
                await new Promise((resolve) => applied.apply(resolve));
                const timeoutSeconds = state.hasShop ? wait.timeoutSeconds : rolloutSeconds;
                await steady({ ...wait, ...afterwards(parsed.settings), timeoutSeconds }, except);
            }
        },
    };
}

/** No other stack has an incident on. */
function isAlone({ leases }: ClusterState): boolean {
    const stack = pulumi.getStack();
    return leases.every(({ holder }) => holds(stack, holder));
}

async function reachable(world: World, settings: Settings): Promise<[ClusterReader, ClusterState]> {
    const { kubeContext } = settings;
    const cluster = await connected(world, kubeContext);
    try {
        return [cluster, await readClusterState(cluster, settings)];
    } catch (error) {
        throw new RefusedError([
            `kubeContext = "${kubeContext}": the cluster does not answer (${reasonOf(error)}). ` +
                `Is it running? Try: kubectl --context ${kubeContext} get nodes`,
        ]);
    }
}

async function connected(world: World, context: string): Promise<ClusterReader> {
    try {
        return await world.connect(context);
    } catch (error) {
        throw new RefusedError([reasonOf(error)]);
    }
}

/** `fetch failed` says nothing; what does is in its cause. */
function reasonOf(error: unknown): string {
    const { cause, message } = error instanceof Error ? error : new Error(String(error));
    return cause instanceof Error ? `${message}: ${cause.message}` : message;
}

function beforehand({ baseStack }: Settings): Pick<Wait, "purpose" | "wayOut"> {
    const own = pulumi.getStack();
    return {
        purpose: "before the injection",
        wayOut:
            `Nothing was injected. Recover the shop first: ${shopRecovery(baseStack ?? own)}; ` +
            `to inject all the same: pulumi config set gate off -s ${own}`,
    };
}

function afterwards({ kubeContext, namespace }: Settings): Pick<Wait, "purpose" | "wayOut"> {
    const kubectl = `kubectl --context ${kubeContext} -n ${namespace}`;
    return {
        purpose: "after the update",
        wayOut: `No load was started. See why with: ${kubectl} describe pods; then pulumi up again.`,
    };
}

/** How to wait for a healthy shop; undefined where that would be wrong. */
function waitOf(settings: Settings, { leases }: ClusterState): Wait | undefined {
    const { incident } = settings;
    if (incident === undefined) {
        const rollout: Wait = {
            gate: "pods",
            timeoutSeconds: rolloutSeconds,
            ...afterwards(settings),
        };
        return leases.length === 0 ? rollout : undefined;
    }
    const { gate, gateTimeoutSeconds: timeoutSeconds } = incident;
    return isActive(incident, leases)
        ? undefined
        : { gate, timeoutSeconds, ...beforehand(settings) };
}

/** Services that an earlier run of the same incident has broken and nobody has mended. */
function stillFaulted(
    { scenario, memoryFault }: IncidentSettings,
    leases: ClusterState["leases"],
): readonly string[] {
    const stack = pulumi.getStack();
    const isAgain = leases.some(
        ({ holder, incident }) =>
            holds(stack, holder) && isSameIncident(stack, scenario.id, incident),
    );
    return isAgain ? unsettledServices(effectiveFaults(scenario, memoryFault)) : [];
}

/** Its users may be changed, and fixes be tried, while the shop suffers. */
function isActive({ scenario, run }: IncidentSettings, leases: ClusterState["leases"]): boolean {
    const stack = pulumi.getStack();
    return leases.some(
        (lease) =>
            holds(stack, lease.holder) &&
            isSameIncident(stack, scenario.id, lease.incident) &&
            lease.run === run,
    );
}
