import type { KubeConfig } from "@kubernetes/client-node";

import { type ClusterState, readClusterState } from "../../components/incident/clusterState";
import { checkContext, RefusedError } from "../../components/incident/guardRails";
import { enforcement } from "../../components/incident/enforcement";
import { collisions, production } from "../../components/incident/objections";
import type { Settings } from "../../components/settings/settings";
import { clusterReader } from "../cluster";
import type { ApiReader } from "../snapshot/apiServer";
import { type JsonObject, listAt, textAt } from "../snapshot/json";
import { advice, type Finding, missing, ok } from "./finding";
import { messageOf } from "../../tools/messageOf";

/** Whether the guard rails allow it at all: said before anything is asked of the cluster. */
export function contextFinding({ kubeContext, allowContexts }: Settings): Finding {
    try {
        checkContext(kubeContext, allowContexts);
        return ok("context", kubeContext);
    } catch (error) {
        const [reason = messageOf(error)] = error instanceof RefusedError ? error.reasons : [];
        return missing("context", `${kubeContext} may not be broken`, reason);
    }
}

export async function versionFinding(reader: ApiReader): Promise<Finding> {
    try {
        const version = await reader.get("/version");
        return ok("API server", textAt(version, "gitVersion") ?? "answers");
    } catch (error) {
        return missing(
            "API server",
            messageOf(error),
            "Start the cluster, or make it anew: npm run cluster -- create",
        );
    }
}

/** What the guard rails would refuse, before an update does. */
export async function stateFindings(
    config: KubeConfig,
    settings: Settings,
    stack: string,
): Promise<readonly Finding[]> {
    const state = await readClusterState(clusterReader(config), settings);
    const refused = [...production(settings, state), ...collisions(settings, state, stack)];
    return [
        ...(refused.length === 0 ? [ok("guard rails", "nothing against it")] : []),
        ...refused.map((reason) => missing("guard rails", "refused", reason)),
        metricsFinding(settings, state),
        policiesFinding(settings, state),
    ];
}

function metricsFinding(
    { metricsServer, remediations }: Settings,
    { metricsApi }: ClusterState,
): Finding {
    const mend = "pulumi config set metricsServer true";
    if (metricsApi !== "none") {
        return ok("metrics API", metricsApi === "ours" ? "this stack's" : "the cluster's own");
    }
    if (metricsServer) {
        return ok("metrics API", "comes with the next pulumi up");
    }
    return remediations.includes("hpa")
        ? missing("metrics API", "none, and hpa is blind without it", mend)
        : advice("metrics API", "none", `Only remediation=hpa needs it: ${mend}`);
}

function policiesFinding(settings: Settings, state: ClusterState): Finding {
    const { policyEnforcer } = state;
    if (policyEnforcer !== undefined) {
        return ok("NetworkPolicies", `enforced by ${policyEnforcer}`);
    }
    const [refusal] = enforcement(settings, state);
    return refusal === undefined
        ? advice("NetworkPolicies", "not known to be enforced", "Only incidents by policy need it")
        : missing("NetworkPolicies", "not known to be enforced", refusal);
}

/** Nodes that pods can go to are what a shop needs. */
export function nodesFinding(nodes: readonly JsonObject[]): Finding {
    const names = (ofThese: readonly JsonObject[]): string =>
        ofThese.map((node) => textAt(node, "metadata", "name") ?? "").join(", ");
    const broken = nodes.filter((node) => conditionsAgainst(node).length > 0);
    if (broken.length > 0) {
        const conditions = broken.flatMap(conditionsAgainst).join(", ");
        const mend = `kubectl describe node ${names(broken).replaceAll(",", "")}`;
        return missing("nodes", `${names(broken)}: ${conditions}`, mend);
    }
    return ok("nodes", `${nodes.length} Ready (${names(nodes)})`);
}

/** The kubelet's and the cloud's own, and what they are where all is well. Of others nobody knows. */
const healthyConditions: Readonly<Record<string, string>> = {
    Ready: "True",
    MemoryPressure: "False",
    DiskPressure: "False",
    PIDPressure: "False",
    NetworkUnavailable: "False",
};

/** Conditions of a node that keep pods away. */
function conditionsAgainst(node: JsonObject): readonly string[] {
    return listAt(node, "status", "conditions")
        .filter((condition) => {
            const expected = healthyConditions[textAt(condition, "type") ?? ""];
            return expected !== undefined && textAt(condition, "status") !== expected;
        })
        .map((condition) => `${textAt(condition, "type")}=${textAt(condition, "status")}`);
}
