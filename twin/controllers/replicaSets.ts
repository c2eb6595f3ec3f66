import type { Cluster } from "../cluster";
import type { Kubelet } from "../kubelet/kubelet";
import type { Pod } from "../pod/pod";
import type { PodSpec } from "../read/world";
import { tellScaled } from "./deploymentEvents";
import type { Scheduler } from "./scheduler";

/** The pods of Deployments by template, made and removed as their replica sets are sized. */
export class ReplicaSets {
    constructor(
        private readonly cluster: Cluster,
        private readonly kubelet: Kubelet,
        private readonly scheduler: Scheduler,
    ) {}

    /** The pods of a Deployment that are to stay, by template, the oldest set first. */
    of(deployment: string): readonly (readonly Pod[])[] {
        const sets = new Map<string, Pod[]>();
        for (const pod of this.cluster.podsOf(deployment).filter((one) => !one.isTerminating)) {
            const { template } = pod.spec;
            sets.set(template, [...(sets.get(template) ?? []), pod]);
        }
        return [...sets.values()];
    }

    /** So many pods more, to those that there are of that template. */
    add(spec: PodSpec, from: number, count: number): void {
        const { queue } = this.cluster;
        for (let made = 0; made < count; made++) {
            const pod = this.cluster.createPod(spec, queue.now);
            if (made === 0) {
                tellScaled(this.cluster, pod, from, from + count);
            }
            this.scheduler.add(pod);
        }
    }

    /** Of any set. */
    remove(pods: readonly Pod[]): void {
        const [first] = pods;
        if (first === undefined) {
            return;
        }
        const ofSet = ({ replicaSet }: Pod): boolean => replicaSet === first.replicaSet;
        const from = this.cluster
            .podsOf(first.deployment)
            .filter((pod) => ofSet(pod) && !pod.isTerminating).length;
        const going = pods.filter(ofSet);
        tellScaled(this.cluster, first, from, from - going.length);
        going.forEach((pod) => {
            this.kubelet.delete(pod);
        });
        this.remove(pods.filter((pod) => !ofSet(pod)));
    }
}
