import type { Stream } from "../clock/stream";
import type { Cluster } from "../cluster";
import type { Kubelet } from "../kubelet/kubelet";
import type { DeploymentSample } from "../observer";
import { allowance } from "../read/rollingUpdate";
import type { DeploymentSpec } from "../read/world";
import { ReplicaSets } from "./replicaSets";
import { byDispensability, resized, spareOf } from "./rollout";
import type { Scheduler } from "./scheduler";

interface Managed {
    spec: DeploymentSpec;
    desired: number;
    /** The count that the replica sets have been sized for. */
    sizedFor: number;
}

/**
 * The Deployment controller: so many pods, all of the newest template in the end. Source of
 * Kubernetes 1.35, pkg/controller/deployment: a new count is met first, by pods of the old template
 * where only those are there, and then the template is rolled out, `surge` pods at a time.
 */
export class Deployments {
    private readonly managed = new Map<string, Managed>();
    private readonly sets: ReplicaSets;

    constructor(
        private readonly cluster: Cluster,
        private readonly kubelet: Kubelet,
        private readonly scheduler: Scheduler,
        private readonly stream: Stream,
    ) {
        this.sets = new ReplicaSets(cluster, kubelet, scheduler);
    }

    /** Deployments whose pods have been running for long when the simulation begins. */
    adopt(specs: readonly DeploymentSpec[], restarted: readonly string[] = []): void {
        const { queue } = this.cluster;
        for (const spec of specs) {
            const hasRestarted = restarted.includes(spec.name);
            const desired = spec.replicas ?? 1;
            this.managed.set(spec.name, { spec, desired, sizedFor: desired });
            for (let count = 0; count < desired; count++) {
                // A day and a bit old, so that nothing is in step.
                const createdAt = queue.now - 86_400 - this.stream.between(0, 60);
                const pod = this.cluster.createPod(spec, createdAt);
                if (this.scheduler.adopts(pod)) {
                    this.kubelet.adopt(pod, createdAt, hasRestarted);
                }
            }
        }
    }

    /** What is wanted from now on. An absent replica count leaves it to an autoscaler. */
    apply(specs: readonly DeploymentSpec[]): void {
        for (const spec of specs) {
            const known = this.managed.get(spec.name);
            const desired = spec.replicas ?? known?.desired ?? 1;
            this.managed.set(spec.name, { spec, desired, sizedFor: known?.sizedFor ?? desired });
            this.reconcile(spec.name);
        }
        for (const name of this.managed.keys()) {
            if (!specs.some((spec) => spec.name === name)) {
                this.scale(name, 0);
                this.managed.delete(name);
            }
        }
    }

    /**
     * Deletes the pods that wait in CrashLoopBackOff, as live/sweepIncident.ts does; their replica
     * sets make new ones at once, of which no Deployment tells.
     */
    replaceHeldBack(): void {
        for (const { spec } of this.managed.values()) {
            const heldBack = this.cluster
                .podsOf(spec.name)
                .filter((pod) => !pod.isTerminating && pod.isHeldBack);
            for (const pod of heldBack) {
                this.kubelet.delete(pod);
                this.scheduler.add(this.cluster.createPod(spec, this.cluster.queue.now));
            }
        }
    }

    desired(name: string): number {
        return this.managed.get(name)?.desired ?? 0;
    }

    scale(name: string, replicas: number): void {
        const one = this.managed.get(name);
        if (one !== undefined && one.desired !== replicas) {
            one.desired = replicas;
            this.reconcile(name);
        }
    }

    /**
     * Whether every Deployment has all its pods, of the newest template and ready. One that waits for
     * an image which nobody has is not waited for, as the program does not (scenarios/faultKinds.ts).
     */
    get isSettled(): boolean {
        return [...this.managed.values()].every(({ spec, desired }) => {
            const pods = this.cluster.podsOf(spec.name).filter((pod) => !pod.isTerminating);
            return (
                pods.some((pod) => pod.lacksImage) ||
                (pods.length === desired &&
                    pods.every((pod) => pod.isReady && pod.spec.template === spec.template))
            );
        });
    }

    samples(): readonly DeploymentSample[] {
        return [...this.managed.values()].map(({ spec, desired }) => ({
            name: spec.name,
            desired,
            available: this.cluster.podsOf(spec.name).filter(({ isReady }) => isReady).length,
        }));
    }

    /** Brings the pods nearer to what is wanted; called again whenever one of them changes. */
    reconcile(name: string): void {
        const one = this.managed.get(name);
        if (one === undefined) {
            return;
        }
        if (one.desired !== one.sizedFor) {
            this.resize(one);
        }
        while (this.roll(one)) {
            // One step after the other, until all that is left is to wait for pods.
        }
    }

    private resize(one: Managed): void {
        const { spec, desired, sizedFor } = one;
        const most = (count: number): number => count + allowance(spec.rollingUpdate, count).surge;
        const sets = this.sets.of(spec.name);
        const sizes = resized(
            sets.map(({ length }) => length),
            { desired, most: most(desired), mostBefore: most(sizedFor) },
        );
        one.sizedFor = desired;
        sets.forEach((pods, index) => {
            const [pod] = pods;
            const size = sizes[index] ?? 0;
            if (pod !== undefined && size > pods.length) {
                this.sets.add(pod.spec, pods.length, size - pods.length);
            }
            this.sets.remove(byDispensability(pods).slice(0, Math.max(0, pods.length - size)));
        });
    }

    /** A step of the rollout; whether there was anything to do. */
    private roll({ spec, desired }: Managed): boolean {
        const sets = this.sets.of(spec.name);
        const current = sets.flat().filter((pod) => pod.spec.template === spec.template);
        const old = sets.flat().filter((pod) => pod.spec.template !== spec.template);
        const { surge, unavailable } = allowance(spec.rollingUpdate, desired);
        const { isRecreate } = spec.rollingUpdate;
        const room = isRecreate ? (old.length > 0 ? 0 : desired) : desired + surge - old.length;
        const missing = Math.min(room, desired) - current.length;
        if (missing > 0) {
            this.sets.add(spec, current.length, missing);
            return true;
        }
        const surplus = byDispensability(current).slice(0, Math.max(0, current.length - desired));
        const dispensable = isRecreate ? old : spareOf(old, current, desired - unavailable);
        this.sets.remove(surplus);
        this.sets.remove(dispensable);
        return surplus.length + dispensable.length > 0;
    }
}
