import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { autoscalerSpec } from "../../shop/autoscaler";
import { annotations, managedBy, names, winsOverHands } from "../../shop/names";
import type { AutoscaleChange } from "../../shop/changes";
import { ReplicaRestore } from "./ReplicaRestore";

export interface AutoscalerArgs {
    change: AutoscaleChange;
    namespace: pulumi.Input<string>;
    /** Context of the kubeconfig through which the replica count is put back afterwards. */
    kubeContext: string;
    /** Label of the run of which it is a fault: a new value sets it again. */
    run?: string;
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
                    name: names.autoscaler(args.change.service),
                    namespace: args.namespace,
                    labels: managedBy,
                    annotations: {
                        ...winsOverHands,
                        ...(args.run === undefined ? {} : { [annotations.run]: args.run }),
                    },
                },
                spec: autoscalerSpec(args.change),
            },
            { parent: this, dependsOn: [restore] },
        );

        this.registerOutputs({ autoscaler: this.autoscaler.metadata.name });
    }
}
