import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { annotations, winsOverHands } from "../../shop/names";
import type { TargetPortChange } from "../../shop/changes";
import type { ServicePortSpec } from "../../shop/serviceSpec";

export interface TargetPortPatchArgs {
    change: TargetPortChange;
    /** The Service's port that leads astray. */
    port: ServicePortSpec;
    namespace: pulumi.Input<string>;
    /** Label of the run; a new value sets the fault again. */
    run: string;
}

/**
 * A Service led astray by a stack that does not own it. Destroying the patch removes the target, and
 * the API then fills in the port itself: so it is only for Services whose healthy target that is.
 */
export class TargetPortPatch extends pulumi.ComponentResource {
    constructor(name: string, args: TargetPortPatchArgs, opts?: pulumi.ComponentResourceOptions) {
        super("sockshop:incident:TargetPortPatch", name, {}, opts);
        const { service, targetPort } = args.change;

        new k8s.core.v1.ServicePatch(
            `${name}-patch`,
            {
                metadata: {
                    name: service,
                    namespace: args.namespace,
                    annotations: { ...winsOverHands, [annotations.run]: args.run },
                },
                spec: { ports: [{ port: args.port.port, protocol: "TCP", targetPort }] },
            },
            { parent: this },
        );

        this.registerOutputs({});
    }
}
