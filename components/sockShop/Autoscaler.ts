import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { managedBy, names } from "../../shop/names";
import type { AutoscaleChange } from "../../shop/changes";
import { ReplicaRestore } from "./ReplicaRestore";

export interface AutoscalerArgs {
    change: AutoscaleChange;
    namespace: pulumi.Input<string>;
    /** Context of the kubeconfig through which the replica count is put back afterwards. */
    kubeContext: string;
}

/**
 * A HorizontalPodAutoscaler that leaves nothing behind. Deleting an autoscaler restores nothing,
 * and a count put back by the same update is overruled by the still living autoscaler, because
 * the engine deletes last. So the count is put back by a resource that is deleted after it.
 */
export class Autoscaler extends pulumi.ComponentResource {
    readonly autoscaler: k8s.autoscaling.v2.HorizontalPodAutoscaler;

    constructor(name: string, args: AutoscalerArgs, opts?: pulumi.ComponentResourceOptions) {
        super("sockshop:shop:Autoscaler", name, {}, opts);
        const { service, minReplicas, maxReplicas, cpuUtilization } = args.change;

        const restore = new ReplicaRestore(
            `${name}-restore`,
            {
                namespace: args.namespace,
                kubeContext: args.kubeContext,
                foreignAutoscalers: "keep",
            },
            { parent: this },
        );

        this.autoscaler = new k8s.autoscaling.v2.HorizontalPodAutoscaler(
            `${name}-hpa`,
            {
                metadata: {
                    name: names.autoscaler(service),
                    namespace: args.namespace,
                    labels: managedBy,
                },
                spec: {
                    scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: service },
                    minReplicas,
                    maxReplicas,
                    metrics: [
                        {
                            type: "Resource",
                            resource: {
                                name: "cpu",
                                target: { type: "Utilization", averageUtilization: cpuUtilization },
                            },
                        },
                    ],
                },
            },
            { parent: this, dependsOn: [restore] },
        );

        this.registerOutputs({ autoscaler: this.autoscaler.metadata.name });
    }
}
