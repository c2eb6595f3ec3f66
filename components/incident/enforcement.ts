import { effectiveFaults } from "../../scenarios/faults";
import type { Settings } from "../settings/settings";
import type { ClusterState } from "./clusterState";

/** A NetworkPolicy that nobody enforces breaks nothing: the API server takes it all the same. */
export function enforcement(
    { incident }: Settings,
    { policyEnforcer }: Pick<ClusterState, "policyEnforcer">,
): readonly string[] {
    const faults = incident ? effectiveFaults(incident.scenario, incident.memoryFault) : [];
    return policyEnforcer !== undefined || faults.every(({ kind }) => kind !== "network")
        ? []
        : [
              `incident = "${incident?.scenario.id ?? "none"}": nothing in this cluster is known to ` +
                  "enforce NetworkPolicies, so its fault would do nothing. Choose a cluster with " +
                  "kind from v0.24 on, k3s, Calico or Cilium, or npm run range: " +
                  "pulumi config set kubeContext kind-sockshop",
          ];
}
