/** By which words of kubectl's output a fault is recognised. */
import { amountOf } from "../../shop/quantity";
import type { ServiceChange } from "../../shop/changes";
import { names } from "../../shop/names";

/** Alternatives, each a list of words that stand together. A kind without words does not compile. */
export function causeWords(fault: ServiceChange): readonly (readonly string[])[] {
    switch (fault.kind) {
        case "replicas":
            return [
                [`${fault.replicas}/${fault.replicas}`],
                ["replicas", String(fault.replicas)],
                ...(fault.replicas === 0 ? [["no endpoints"], ["endpoints", "<none>"]] : []),
            ];
        case "memory":
            return [[fault.memory], [String(amountOf(fault.memory))]];
        case "cpu":
            return [[fault.cpu]];
        case "limits":
            return [[fault.cpu], [fault.memory]];
        case "probes":
            return [
                [`failure=${fault.failureThreshold}`],
                ["failureThreshold", String(fault.failureThreshold)],
            ];
        case "image":
            return [[fault.tag]];
        case "targetPort":
            return [[String(fault.targetPort)], [`${fault.targetPort}/tcp`]];
        case "autoscale":
            return [
                ["memory", `${fault.utilization}%`],
                [fault.resource, String(fault.utilization)],
            ];
        case "network":
            return [[names.egressPolicy(fault.service)]];
        case "restart":
            return [["restartedAt"]];
    }
}
