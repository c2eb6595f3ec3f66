import { managedBy } from "../../shop/names";

/** What tells the things of this stack from others in the account, and from another stack's. */
export interface TagScope {
    readonly namespace: string;
    /** Values of the tags `env` and `team`. */
    readonly env: string;
    readonly team: string;
}

const owner = `managed-by:${managedBy["app.kubernetes.io/managed-by"]}`;

/** Tag of what concerns the shop as a whole, and no single service of it. */
export const wholeShop = "service:sock-shop";

/** On everything in Datadog; a service and an incident come in addition, where there is one. */
export function stackTags({ namespace, env, team }: TagScope): readonly string[] {
    return [owner, `kube_namespace:${namespace}`, `env:${env}`, `team:${team}`];
}

/** The tags by which the stack's own monitors and SLOs are found: a downtime matches all of them. */
export function ownTags({ namespace, env }: TagScope): readonly string[] {
    return [owner, `kube_namespace:${namespace}`, `env:${env}`];
}

/** The incidents in which something goes off, as tags; none when the drill is blind. */
export function incidentTags(incidents: readonly string[], blind: boolean): readonly string[] {
    return blind ? [] : incidents.map((id) => `incident:${id}`);
}
