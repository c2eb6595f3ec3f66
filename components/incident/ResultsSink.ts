import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { managedBy, names } from "../../shop/names";
import { boundAccount } from "./boundAccount";

export interface ResultsSinkArgs {
    namespace: pulumi.Input<string>;
}

/**
 * Where load runs leave their results, so that these outlive the pod: two ConfigMaps whose data
 * the program never sets, and an account that may write these two and nothing else.
 */
export class ResultsSink extends pulumi.ComponentResource {
    constructor(name: string, args: ResultsSinkArgs, opts?: pulumi.ComponentResourceOptions) {
        super("sockshop:incident:ResultsSink", name, {}, opts);
        const inHere = { parent: this };
        const meta = (objectName: string): k8s.types.input.meta.v1.ObjectMeta => ({
            name: objectName,
            namespace: args.namespace,
            labels: managedBy,
        });

        for (const configMap of [names.results, names.report]) {
            new k8s.core.v1.ConfigMap(
                `${name}-${configMap}`,
                { metadata: meta(configMap) },
                inHere,
            );
        }
        boundAccount(this, name, {
            metadata: meta(names.resultsWriter),
            rules: [
                {
                    apiGroups: [""],
                    resources: ["configmaps"],
                    resourceNames: [names.results, names.report],
                    verbs: ["get", "patch"],
                },
            ],
        });

        this.registerOutputs({});
    }
}
