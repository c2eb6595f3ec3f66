import type { ServiceChange } from "../shop/changes";

/** What a fault does to the shop, in the words of a table. A kind without words does not compile. */
export function faultText(fault: ServiceChange): string {
    const { service } = fault;
    switch (fault.kind) {
        case "replicas":
            return `${service} at ${fault.replicas} replicas`;
        case "memory":
            return `memory request and limit of ${service} at ${fault.memory}`;
        case "cpu":
            return `CPU request and limit of ${service} at ${fault.cpu}`;
        case "limits":
            return `limits of ${service} at ${fault.cpu} and ${fault.memory}`;
        case "probes":
            return (
                `${fault.probes.join(" and ")} of ${service} put up with ` +
                `${fault.failureThreshold} failures`
            );
        case "image":
            return `${service} rolled out with the image tag ${fault.tag}`;
        case "targetPort":
            return `the Service ${service} leads to port ${fault.targetPort}`;
        case "restart":
            return `pods of ${service} replaced`;
        case "autoscale":
            return (
                `an autoscaler of ${service} by ${fault.resource}, ${fault.minReplicas} to ` +
                `${fault.maxReplicas} pods at ${fault.utilization} %`
            );
        case "network":
            return `a NetworkPolicy of ${service} that leaves ${fault.unreachable} out`;
    }
}
