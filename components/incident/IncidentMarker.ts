import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { annotations, incidentLabels, names } from "../../shop/names";
import { digest, type IncidentIdentity } from "./identity";

export interface IncidentMarkerArgs {
    namespace: pulumi.Input<string>;
    identity: IncidentIdentity;
    /** Label of the run; empty for the first. */
    run: string;
    /** Stands beside another stack's incident instead of excluding it. Default false. */
    overlap?: boolean;
}

/**
 * Says which stack has an incident active. It is a Lease of a fixed name, so that of two stacks
 * that inject at the same moment only one can create it.
 */
export class IncidentMarker extends pulumi.ComponentResource {
    readonly lease: k8s.coordination.v1.Lease;

    constructor(name: string, args: IncidentMarkerArgs, opts?: pulumi.ComponentResourceOptions) {
        super("sockshop:incident:IncidentMarker", name, {}, opts);
        const { holder, incident } = args.identity;

        this.lease = new k8s.coordination.v1.Lease(
            `${name}-lease`,
            {
                metadata: {
                    name:
                        args.overlap === true
                            ? `${names.lease}-${digest(holder, incident)}`
                            : names.lease,
                    namespace: args.namespace,
                    labels: incidentLabels("lease"),
                    annotations: {
                        [annotations.incident]: incident,
                        [annotations.run]: args.run,
                    },
                },
                spec: { holderIdentity: holder },
            },
            { parent: this, deleteBeforeReplace: true },
        );

        this.registerOutputs({ lease: this.lease.metadata.name });
    }
}
