import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { annotations, winsOverHands } from "../names";
import type { ReplicasChange } from "../sockShop/changes";

export interface ReplicasPatchArgs {
    change: ReplicasChange;
    namespace: pulumi.Input<string>;
    /** Label of the run; a new value sets the fault again. */
    run: string;
    /** Replicas of the healthy service. Only 1 can be patched, see below. */
    healthyReplicas: number;
}

/**
 * A replica fault set from a stack that does not own the Deployment. Destroying a patch removes
 * the field instead of restoring it, and the API then fills in its default of 1: so the fault is
 * refused on a service whose healthy count is anything else.
 */
export class ReplicasPatch extends pulumi.ComponentResource {
    constructor(name: string, args: ReplicasPatchArgs, opts?: pulumi.ComponentResourceOptions) {
        super("sockshop:incident:ReplicasPatch", name, {}, opts);
        const { service, replicas } = args.change;
        if (args.healthyReplicas !== 1) {
            throw new Error(
                `${service} has ${args.healthyReplicas} replicas when healthy, and an incident's ` +
                    "own stack can only give back 1. Inject it in the stack that holds the shop.",
            );
        }

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
