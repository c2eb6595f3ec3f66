import * as command from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";

import { throughNode } from "../settings/throughNode";

export interface ReplicaRestoreArgs {
    namespace: pulumi.Input<string>;
    /** Context of the kubeconfig through which the counts are put back. */
    kubeContext: string;
    /**
     * What happens to autoscalers that somebody else put on the shop's Deployments: a responder's
     * fix may go when an incident ends, but not when our own autoscaler is switched off.
     */
    foreignAutoscalers: "keep" | "remove";
}

/**
 * Does nothing while it exists. When it is deleted, after everything that depends on it, every
 * Deployment goes back to the replica count that the program last asked for.
 */
export class ReplicaRestore extends pulumi.ComponentResource {
    constructor(name: string, args: ReplicaRestoreArgs, opts?: pulumi.ComponentResourceOptions) {
        super("sockshop:shop:ReplicaRestore", name, {}, opts);

        new command.local.Command(
            `${name}-command`,
            {
                interpreter: [...throughNode],
                delete: "live/restoreReplicas.ts",
                environment: {
                    KUBE_CONTEXT: args.kubeContext,
                    SHOP_NAMESPACE: args.namespace,
                    FOREIGN_AUTOSCALERS: args.foreignAutoscalers,
                },
                addPreviousOutputInEnv: false,
            },
            { parent: this },
        );

        this.registerOutputs({});
    }
}
