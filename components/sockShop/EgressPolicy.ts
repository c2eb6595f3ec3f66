import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import type { NetworkChange } from "../../shop/changes";
import { egressPolicySpec } from "../../shop/egressPolicy";
import { annotations, managedBy, names, winsOverHands } from "../../shop/names";

export interface EgressPolicyArgs {
    change: NetworkChange;
    namespace: pulumi.Input<string>;
    /** Label of the run of which it is a fault: a new value sets it again. */
    run?: string;
}

/** A NetworkPolicy that lets a service's pods connect to what they need, with one left out. */
export class EgressPolicy extends pulumi.ComponentResource {
    constructor(name: string, args: EgressPolicyArgs, opts?: pulumi.ComponentResourceOptions) {
        super("sockshop:shop:EgressPolicy", name, {}, opts);

        new k8s.networking.v1.NetworkPolicy(
            `${name}-policy`,
            {
                metadata: {
                    name: names.egressPolicy(args.change.service),
                    namespace: args.namespace,
                    labels: managedBy,
                    annotations: {
                        ...winsOverHands,
                        ...(args.run === undefined ? {} : { [annotations.run]: args.run }),
                    },
                },
                spec: egressPolicySpec(args.change),
            },
            { parent: this },
        );

        this.registerOutputs({});
    }
}
