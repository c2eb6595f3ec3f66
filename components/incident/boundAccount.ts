import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

export interface BoundAccountArgs {
    /** Of the account, its role, and what binds them; with the namespace. */
    metadata: k8s.types.input.meta.v1.ObjectMeta;
    /** All that it may do, in its namespace. */
    rules: readonly k8s.types.input.rbac.v1.PolicyRule[];
}

/**
 * An account that may do this and nothing else.
 * @param parent whose children account, role and binding are
 * @returns its name, once its rights are in place
 */
export function boundAccount(
    parent: pulumi.ComponentResource,
    name: string,
    { metadata, rules }: BoundAccountArgs,
): pulumi.Output<string> {
    const account = new k8s.core.v1.ServiceAccount(
        `${name}-account`,
        { metadata, automountServiceAccountToken: false },
        { parent },
    );
    const role = new k8s.rbac.v1.Role(`${name}-role`, { metadata, rules: [...rules] }, { parent });
    const binding = new k8s.rbac.v1.RoleBinding(
        `${name}-binding`,
        {
            metadata,
            roleRef: {
                apiGroup: "rbac.authorization.k8s.io",
                kind: "Role",
                name: role.metadata.name,
            },
            subjects: [
                {
                    kind: "ServiceAccount",
                    name: account.metadata.name,
                    namespace: metadata.namespace,
                },
            ],
        },
        { parent },
    );
    return pulumi.all([account.metadata.name, binding.id]).apply(([accountName]) => accountName);
}
