import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { managedBy, names } from "../../shop/names";

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
        const account = new k8s.core.v1.ServiceAccount(
            `${name}-account`,
            { metadata: meta(names.resultsWriter), automountServiceAccountToken: false },
            inHere,
        );
        const role = new k8s.rbac.v1.Role(
            `${name}-role`,
            {
                metadata: meta(names.resultsWriter),
                rules: [
                    {
                        apiGroups: [""],
                        resources: ["configmaps"],
                        resourceNames: [names.results, names.report],
                        verbs: ["get", "patch"],
                    },
                ],
            },
            inHere,
        );
        new k8s.rbac.v1.RoleBinding(
            `${name}-binding`,
            {
                metadata: meta(names.resultsWriter),
                roleRef: {
                    apiGroup: "rbac.authorization.k8s.io",
                    kind: "Role",
                    name: role.metadata.name,
                },
                subjects: [
                    {
                        kind: "ServiceAccount",
                        name: account.metadata.name,
                        namespace: args.namespace,
                    },
                ],
            },
            inHere,
        );

        this.registerOutputs({});
    }
}
