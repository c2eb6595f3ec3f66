import { annotations, isManaged } from "../../shop/names";
import type { Settings } from "../settings/settings";
import type { ClusterState, IncidentLease } from "./clusterState";
import { holds, isDigest, isSameIncident } from "./identity";
import { eitherRecovery, recoveryOf } from "../settings/recovery";

/*
 * What the state of the cluster has against an update. Each function returns reasons with the way
 * out, none when there is nothing to object to.
 */

/** Nothing is broken in production. */
export function production({ namespace }: Settings, state: ClusterState): readonly string[] {
    const mark = productionMark(state.namespaceLabels ?? {});
    const node = state.nodeLabels.map(productionMark).find((found) => found !== undefined);
    return [
        ...(mark === undefined ? [] : [refusal(`namespace ${namespace}`, mark)]),
        ...(node === undefined ? [] : [refusal("a node", node)]),
    ];
}

function productionMark(labels: Readonly<Record<string, string>>): string | undefined {
    const mark = Object.entries(labels).find(
        ([key, value]) => ["environment", "env"].includes(key) && /^prod/i.test(value),
    );
    return mark?.join("=");
}

function refusal(what: string, mark: string): string {
    return (
        `${what} in this cluster carries the label ${mark}: nothing is broken in production. ` +
        "Choose another cluster: pulumi config set kubeContext kind-sockshop"
    );
}

/** What only one shop in a cluster can have. */
export function collisions(
    settings: Settings,
    { metricsApi, namespaceLabels, nodePortOwners }: ClusterState,
    stack: string,
): readonly string[] {
    if (settings.baseStack !== undefined) {
        return [];
    }
    const { namespace, nodePort } = settings;
    const ours = isManaged(namespaceLabels);
    const owner = namespaceLabels?.[annotations.stack];
    const isFree = namespaceLabels === undefined || (ours && (owner ?? stack) === stack);
    const other = nodePortOwners.find((taken) => taken !== namespace);
    return [
        ...(isFree
            ? []
            : [
                  `namespace = "${namespace}": exists and was not made by this project and stack. ` +
                      "Choose another: pulumi config set namespace my-sock-shop",
              ]),
        ...(other === undefined
            ? []
            : [
                  `nodePort = "${nodePort}": a Service in namespace ${other} has it. Choose ` +
                      `another: pulumi config set nodePort ${nodePort === 32767 ? 30000 : nodePort + 1}`,
              ]),
        ...(settings.metricsServer && metricsApi === "foreign"
            ? [
                  'metricsServer = "true": the cluster has a metrics API already. Use that one: ' +
                      "pulumi config set metricsServer false",
              ]
            : []),
    ];
}

/** One incident at a time, and through health from one to the next. */
export function otherIncident(
    { incident, namespace, baseStack }: Settings,
    leases: readonly IncidentLease[],
    stack: string,
): readonly string[] {
    if (incident === undefined) {
        return [];
    }
    const { id } = incident.scenario;
    const isOn = leases.some(
        (lease) => holds(stack, lease.holder) && isSameIncident(stack, id, lease.incident),
    );
    return leases.flatMap(({ holder, incident: marked }) => {
        if (!holds(stack, holder)) {
            // Once both are on, either may still be changed.
            const isAllowed = incident.overlap || isOn;
            return isAllowed ? [] : [heldByOther(id, namespace, holder, marked)];
        }
        const isSame = isSameIncident(stack, id, marked);
        return isSame ? [] : [goThroughNone(id, marked, recoveryOf(stack, baseStack))];
    });
}

function heldByOther(id: string, namespace: string, holder: string, marked: string): string {
    const [who, whose] = isDigest(holder)
        ? ["another stack has an incident", "<that stack>"]
        : [`stack ${holder} has incident ${marked}`, holder];
    return (
        `incident = "${id}": ${who} active in namespace ${namespace}. Recover that first: ` +
        `${eitherRecovery(whose)}. To run both on purpose: pulumi config set overlap true`
    );
}

function goThroughNone(id: string, marked: string, recovery: string): string {
    const which = isDigest(marked) ? "another incident" : `incident ${marked}`;
    return (
        `incident = "${id}": ${which} is still active in this stack. Recover first, so ` +
        `that its load is gone and the shop healthy: ${recovery}`
    );
}
