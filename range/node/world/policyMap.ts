/** NetworkPolicies of the API as the simulated network knows them. */
import type { KubernetesObject, V1Namespace, V1NetworkPolicy } from "@kubernetes/client-node";

import type { PlannedObject } from "../../../plan/plan";
import type { Pod } from "../../../twin/pod/pod";
import type { Party } from "../../../twin/network/policies";
import { namedNamespace, readPolicies } from "../../../twin/read/policies";
import type { Watched, Watches } from "../api/watches";
import type { World } from "./world";

const kind = "NetworkPolicy";

export class PolicyMap {
    private constructor(
        private readonly policies: Watched<V1NetworkPolicy>,
        private readonly namespaces: Watched<V1Namespace>,
    ) {}

    /** @param changed a policy of that namespace has come, changed or gone */
    static async watch(watches: Watches, changed: (namespace: string) => void): Promise<PolicyMap> {
        const tell = ({ metadata }: KubernetesObject): void => {
            changed(metadata?.namespace ?? "");
        };
        return new PolicyMap(
            await watches.watch<V1NetworkPolicy>("/apis/networking.k8s.io/v1/networkpolicies", {
                changed: tell,
                deleted: tell,
            }),
            await watches.watch<V1Namespace>("/api/v1/namespaces"),
        );
    }

    /** Has the world enforce what there is now. */
    apply({ namespace, cluster, queue }: World): void {
        const { policies } = cluster;
        policies.namespaceLabels = (name) =>
            this.namespaces.get(name)?.metadata?.labels ?? namedNamespace(name);
        // A list of the API leaves the kind to its own head.
        const objects = this.policies
            .list(namespace)
            .map(({ metadata, spec }) => ({ kind, metadata, spec }));
        policies.use(readPolicies(objects as unknown as readonly PlannedObject[]), queue.now);
    }
}

/** Whether the policies of both ends let a connection to a pod through. */
export function isLet(
    from: Party,
    to: { readonly pod: Pod; readonly world: World; readonly port: number | undefined },
    worldOf: (namespace: string) => World | undefined,
): boolean {
    const { pod, world, port } = to;
    const { address, labels, ports } = pod;
    const target = { address, labels, ports, namespace: world.namespace };
    const home = from.namespace === undefined ? undefined : worldOf(from.namespace);
    return (
        (home?.cluster.policies.leaves(from, target, port) ?? true) &&
        world.cluster.policies.enters(from, target, port)
    );
}
