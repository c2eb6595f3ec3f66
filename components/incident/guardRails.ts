import * as pulumi from "@pulumi/pulumi";

import { remediations, type Remediation } from "../../scenarios/remediation";
import { managedBy } from "../names";
import type { ParsedSettings } from "../settings/parse";
import type { Settings } from "../settings/settings";
import type { ClusterState, IncidentLease } from "./clusterState";
import { holds, isSameIncident } from "./identity";

/**
 * An update that must not go on. The message lists every reason, each with the way out; the
 * engine shows it without a stack trace.
 */
export class RefusedError extends pulumi.RunError {
    constructor(readonly reasons: readonly string[]) {
        super(["Nothing was touched:", ...reasons.map((reason) => `  - ${reason}`)].join("\n"));
        this.name = "RefusedError";
    }
}

/** Contexts of clusters that live on somebody's own machine. */
const localContexts = [/^kind-/, /^k3d-/, /^minikube$/, /^docker-desktop$/, /^rancher-desktop$/];

/** Throws unless the context may be broken, before anything is asked of the cluster. */
export function checkContext(context: string, allowContexts: readonly string[]): void {
    if (localContexts.some((local) => local.test(context)) || allowContexts.includes(context)) {
        return;
    }
    throw new RefusedError([
        `kubeContext = "${context}": not a context of a local cluster. Allowed: kind-*, k3d-*, ` +
            `minikube, docker-desktop, rancher-desktop, or one named in allowContexts: ` +
            `pulumi config set --path "allowContexts[0]" ${context}`,
    ]);
}

/** Throws when settings are wrong and an incident is wanted: no cluster needs to be asked. */
export function checkSettings({ settings, problems }: ParsedSettings): void {
    if (problems.length > 0 && settings.incident !== undefined) {
        throw new RefusedError(problems.map(({ message }) => message));
    }
}

/**
 * Whether the update may go on in this cluster: returns warnings, throws {@link RefusedError} with
 * all reasons otherwise. Going back to health after an incident of this stack is never refused.
 */
export function checkCluster(
    parsed: ParsedSettings,
    state: ClusterState,
    stack: string,
): readonly string[] {
    const { settings, problems } = parsed;
    const recovering =
        settings.incident === undefined && state.leases.some(({ holder }) => holds(stack, holder));
    const objections = [
        ...problems.map(({ message }) => message),
        ...production(settings, state),
        ...blindAutoscaler(settings, state),
        ...foreignNamespace(settings, state),
    ];
    if (recovering) {
        return [...parsed.warnings, ...objections];
    }
    const reasons = [...objections, ...otherIncident(settings, state.leases, stack)];
    if (reasons.length > 0) {
        throw new RefusedError(reasons);
    }
    return parsed.warnings;
}

function production(settings: Settings, state: ClusterState): readonly string[] {
    const mark = productionMark(state.namespaceLabels ?? {});
    const node = state.nodeLabels.map(productionMark).find((found) => found !== undefined);
    return [
        ...(mark === undefined ? [] : [refusal(`namespace ${settings.namespace}`, mark)]),
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

function blindAutoscaler(settings: Settings, state: ClusterState): readonly string[] {
    const needing = settings.remediations.filter(
        (name) => (remediations[name] as Remediation).needsMetrics,
    );
    if (needing.length === 0 || state.hasMetricsApi || settings.metricsServer) {
        return [];
    }
    const message =
        `remediation = "${settings.remediations.join(",")}": the cluster has no metrics API, so an ` +
        "autoscaler would never act. Install it with: pulumi config set metricsServer true";
    // Already running: refusing would only keep the rest of the update from happening.
    return state.hasAutoscaler && settings.incident === undefined ? [] : [message];
}

function otherIncident(
    { incident, namespace }: Settings,
    leases: readonly IncidentLease[],
    stack: string,
): readonly string[] {
    if (incident === undefined) {
        return [];
    }
    const { id } = incident.scenario;
    return leases.flatMap(({ holder, incident: marked }) => {
        if (!holds(stack, holder)) {
            return incident.overlap ? [] : [heldByOther(id, namespace, holder, marked)];
        }
        return isSameIncident(stack, id, marked) ? [] : [goThroughNone(id, marked)];
    });
}

function heldByOther(id: string, namespace: string, holder: string, marked: string): string {
    return (
        `incident = "${id}": stack ${holder} has incident ${marked} active in namespace ` +
        `${namespace}. Recover that first: pulumi destroy -s ${holder}, or pulumi up --refresh ` +
        `-s ${holder} -c incident=none where that stack holds the shop. To run both on purpose: ` +
        "pulumi config set overlap true"
    );
}

function goThroughNone(id: string, marked: string): string {
    return (
        `incident = "${id}": incident ${marked} is still active in this stack. Recover first, so ` +
        "that its load is gone and the shop healthy: pulumi up --refresh -c incident=none"
    );
}

/** The engine creates the namespace, and a recovery may only sweep what the stack owns. */
function foreignNamespace(
    settings: Settings,
    { namespaceLabels }: ClusterState,
): readonly string[] {
    const managed = Object.entries(managedBy).every(
        ([key, value]) => namespaceLabels?.[key] === value,
    );
    return namespaceLabels === undefined || managed
        ? []
        : [
              `namespace = "${settings.namespace}": exists and was not made by this project. ` +
                  "Choose another: pulumi config set namespace my-sock-shop",
          ];
}
