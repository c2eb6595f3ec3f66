/** The account in the cluster of whoever sits an exam. */
import { readFileSync } from "node:fs";

import type { KubernetesObject } from "../../range/controlPlane/apiClient";
import { kubeconfig } from "../../range/controlPlane/credentials";
import type { ControlPlane } from "../../range/controlPlane/options";
import { rangeManager } from "../../shop/names";
import { flowObjects } from "./requests";
import { clusterRules, shopRules } from "./rights";

/** Outside of the shop, where no responder can delete it. */
const home = "on-call";
const account = "responder";
const rbac = "rbac.authorization.k8s.io/v1";

/** As the API server and its audit log call it. */
export const responderUser = `system:serviceaccount:${home}:${account}`;

const subjects = [{ kind: "ServiceAccount", name: account, namespace: home }];

function responderObjects(namespace: string): readonly KubernetesObject[] {
    const inShop = { name: account, namespace };
    const roleRef = { apiGroup: "rbac.authorization.k8s.io", name: account };
    return [
        { apiVersion: "v1", kind: "Namespace", metadata: { name: home } },
        { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: account, namespace: home } },
        { apiVersion: rbac, kind: "Role", metadata: inShop, rules: shopRules },
        {
            ...{ apiVersion: rbac, kind: "RoleBinding", metadata: inShop, subjects },
            roleRef: { ...roleRef, kind: "Role" },
        },
        {
            ...{ apiVersion: rbac, kind: "ClusterRole", metadata: { name: account } },
            rules: clusterRules,
        },
        {
            ...{ apiVersion: rbac, kind: "ClusterRoleBinding", metadata: { name: account } },
            subjects,
            roleRef: { ...roleRef, kind: "ClusterRole" },
        },
        ...flowObjects({ name: account, namespace: home }),
    ];
}

/**
 * Makes the account; resolves to a kubeconfig with nothing but its token, which names the shop's
 * namespace and neither the range nor an administrator.
 */
export async function makeResponder(plane: ControlPlane, namespace: string): Promise<string> {
    for (const object of responderObjects(namespace)) {
        await plane.api.apply(object, { fieldManager: rangeManager, force: true });
    }
    const token = await plane.serviceAccountToken(home, account);
    return kubeconfig("sock-shop", plane.serverUrl, readFileSync(plane.caFile), token, namespace);
}
