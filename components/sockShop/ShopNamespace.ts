import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { annotations, managedBy } from "../../shop/names";

export interface ShopNamespaceArgs {
    /** Name of the namespace, a DNS label. */
    namespace: string;
}

/**
 * The namespace of the shop. It enforces the Pod Security level `baseline`; `restricted` is out of
 * reach because the databases, the broker and queue-master start as root.
 */
export class ShopNamespace extends pulumi.ComponentResource {
    readonly namespace: pulumi.Output<string>;

    constructor(name: string, args: ShopNamespaceArgs, opts?: pulumi.ComponentResourceOptions) {
        super("sockshop:shop:ShopNamespace", name, {}, opts);

        const namespace = new k8s.core.v1.Namespace(
            `${name}-namespace`,
            {
                metadata: {
                    name: args.namespace,
                    labels: {
                        ...managedBy,
                        "app.kubernetes.io/part-of": "sock-shop",
                        [annotations.stack]: pulumi.getStack(),
                        "pod-security.kubernetes.io/enforce": "baseline",
                        "pod-security.kubernetes.io/enforce-version": "latest",
                    },
                },
            },
            // Fourteen services shut down; the Java ones ignore SIGTERM until the grace ends.
            { parent: this, customTimeouts: { delete: "10m" } },
        );

        this.namespace = namespace.metadata.name;
        this.registerOutputs({ namespace: this.namespace });
    }
}
