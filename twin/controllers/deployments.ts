import type { Stream } from "../clock/stream";
import type { Cluster } from "../cluster";
import type { Kubelet } from "../kubelet/kubelet";
import type { DeploymentSample } from "../observer";
import type { Pod } from "../pod/pod";
import { allowance } from "../read/rollingUpdate";
import type { DeploymentSpec } from "../read/world";
import { tellScaled } from "./deploymentEvents";
import type { Scheduler } from "./scheduler";

interface Managed {
    spec: DeploymentSpec;
    desired: number;
}

/** The Deployment controller: so many pods, all of the newest template. */
export class Deployments {
    private readonly managed = new Map<string, Managed>();

    constructor(
        private readonly cluster: Cluster,
        private readonly kubelet: Kubelet,
        private readonly scheduler: Scheduler,
        private readonly stream: Stream,
    ) {}

    /** Deployments whose pods have been running for long when the simulation begins. */
    adopt(specs: readonly DeploymentSpec[], restarted: readonly string[] = []): void {
        const { queue } = this.cluster;
        for (const spec of specs) {
            const hasRestarted = restarted.includes(spec.name);
            const desired = spec.replicas ?? 1;
            this.managed.set(spec.name, { spec, desired });
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
            this.managed.set(spec.name, { spec, desired });
            this.reconcile(spec.name);
        }
        for (const name of this.managed.keys()) {
            if (!specs.some((spec) => spec.name === name)) {
                this.scale(name, 0);
                this.managed.delete(name);
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

    /** Whether every Deployment has all its pods, of the newest template and ready. */
    get isSettled(): boolean {
        return [...this.managed.values()].every(({ spec, desired }) => {
            const pods = this.cluster.podsOf(spec.name).filter((pod) => !pod.isTerminating);
            return (
                pods.length === desired &&
                pods.every((pod) => pod.isReady && pod.spec.template === spec.template)
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
        const { spec, desired } = one;
        const pods = this.cluster.podsOf(name).filter((pod) => !pod.isTerminating);
        const [current, old] = [
            pods.filter((pod) => pod.spec.template === spec.template),
            pods.filter((pod) => pod.spec.template !== spec.template),
        ];
        // The same template with other figures of the Deployment itself.
        const { surge, unavailable } = allowance(spec.rollingUpdate, desired);
        this.remove(byDispensability(current).slice(0, Math.max(0, current.length - desired)));
        const room = old.length === 0 ? desired : desired + surge - old.length;
        const wanted =
            spec.rollingUpdate.isRecreate && old.length > 0 ? 0 : Math.min(room, desired);
        const missing = Math.max(0, wanted - current.length);
        if (missing > 0) {
            this.create(spec, current.length, missing);
        }
        if (old.length > 0) {
            const ready = pods.filter(({ isReady }) => isReady).length;
            const idle = old.filter(({ isReady }) => !isReady);
            const spare = Math.max(0, ready - (desired - unavailable));
            const dispensable = spec.rollingUpdate.isRecreate
                ? old
                : [...idle, ...old.filter(({ isReady }) => isReady).slice(0, spare)];
            this.remove(dispensable);
            if (dispensable.length > 0) {
                this.reconcile(name);
            }
        }
    }

    private create(spec: DeploymentSpec, from: number, count: number): void {
        const { queue } = this.cluster;
        for (let made = 0; made < count; made++) {
            const pod = this.cluster.createPod(spec, queue.now);
            if (made === 0) {
                tellScaled(this.cluster, pod, from, from + count);
            }
            this.scheduler.add(pod);
        }
    }

    private remove(pods: readonly Pod[]): void {
        const [first] = pods;
        if (first === undefined) {
            return;
        }
        const from = this.cluster
            .podsOf(first.deployment)
            .filter((pod) => pod.replicaSet === first.replicaSet && !pod.isTerminating).length;
        tellScaled(this.cluster, first, from, from - pods.length);
        pods.forEach((pod) => {
            this.kubelet.delete(pod);
        });
    }
}

/** Who goes first when there are too many: who is not ready, then who is ready the shortest. */
function byDispensability(pods: readonly Pod[]): readonly Pod[] {
    return [...pods].sort(
        (one, other) =>
            Number(one.isReady) - Number(other.isReady) || other.readySince - one.readySince,
    );
}
