import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { annotations, winsOverHands } from "../../shop/names";
import type { ReplicasChange } from "../../shop/changes";

export interface ReplicasPatchArgs {
    change: ReplicasChange;
    namespace: pulumi.Input<string>;
    /** Label of the run; a new value sets the fault again. */
    run: string;
}

/**
 * A replica fault set from a stack that does not own the Deployment. Destroying a patch removes
 * the field instead of restoring it, and the API then fills in its default of 1: so it is only for
 * services whose healthy count is 1 (see the check in baseStack.ts).
 */
export class ReplicasPatch extends pulumi.ComponentResource {
    constructor(name: string, args: ReplicasPatchArgs, opts?: pulumi.ComponentResourceOptions) {
        super("sockshop:incident:ReplicasPatch", name, {}, opts);
        const { service, replicas } = args.change;

        new k8s.apps.v1.DeploymentPatch(
            `${name}-patch`,
            {
                metadata: {
                    name: service,
                    namespace: args.namespace,
                    annotations: { ...winsOverHands, [annotations.run]: args.run },
                },
                spec: { replicas },
            },
            { parent: this },
        );

        this.registerOutputs({});
    }
}
