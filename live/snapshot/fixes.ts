import { isDigest } from "../../components/incident/identity";
import { eitherRecovery, shopRecovery } from "../../components/settings/recovery";
import type { Lease } from "./incident";
import { type Keeper, waysOf } from "./keeper";
import { isOurs, type ShopObject } from "./normalise";
import type { ObservedShop } from "./observe";
import { kubectlOf, npmRun, type Place } from "./place";
import type { Stray } from "./strays";

/** Commands that put things right. The same in every shell. */
export interface Fixes {
    /** For what the stack owns. */
    readonly recover: string;
    readonly extra: (object: ShopObject) => string;
    readonly missing: (object: ShopObject) => string;
    readonly leftJob: (name: string) => string;
    readonly stray: (stray: Stray) => string;
    /** For a shop that may only need time. */
    readonly wait: string;
}

/** The fixes, given the active incidents and the objects that are not in the snapshot. */
export function fixesFor(
    place: Place,
    { keeper, traces }: Pick<ObservedShop, "keeper" | "traces">,
    extra: readonly ShopObject[],
): Fixes {
    const kubectl = kubectlOf(place);
    const [lease] = traces.leases;
    const ways = waysOf[keeper];
    // What is too much and of the stack's own making is a remediation that is still on.
    const settings = extra.some(isOurs) ? ways.recoverWithoutFixes : ways.recover;
    const recover = lease === undefined ? settings : endOf(lease, keeper);
    return {
        recover,
        extra: (object) =>
            isOurs(object)
                ? settings
                : `${kubectl} delete ${object.kind.toLowerCase()} ${object.metadata.name}`,
        missing: (object) =>
            isOurs(object)
                ? recover
                : `no stack makes it; apply it again as it is in the snapshot: ${kubectl} apply`,
        // Without a lease no stack knows of it any more.
        leftJob: (name) => (lease === undefined ? `${kubectl} delete job ${name}` : recover),
        stray: ({ remedy }) => `${kubectl} delete ${remedy}`,
        wait: `wait with ${npmRun("verify", place, "--wait", "5m")}, then look: ${kubectl} get pods`,
    };
}

/** How an incident is ended by those who started it. */
export function endOf({ holder }: Lease, keeper: Keeper): string {
    if (keeper === "range") {
        return waysOf.range.recover;
    }
    return isDigest(holder)
        ? `${shopRecovery()}, or pulumi destroy of the incident's own stack`
        : eitherRecovery(holder);
}

/** Incident and stack for people; nothing of a blind one, whose names are digests. */
export function leaseText({ holder, incident }: Lease, keeper: Keeper): string {
    const owner = keeper === "range" ? "the range" : `stack ${holder}`;
    return isDigest(holder) ? "an incident" : `incident ${incident} of ${owner}`;
}
