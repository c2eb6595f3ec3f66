import { rolloutSeconds, usualGateSeconds } from "../components/settings/patience";
import { Autoscaler } from "./controllers/autoscaler";
import { Deployments } from "./controllers/deployments";
import { PodMetrics } from "./controllers/podMetrics";
import { Scheduler } from "./controllers/scheduler";
import { Cluster } from "./cluster";
import { EventQueue } from "./clock/eventQueue";
import { Stream } from "./clock/stream";
import type { PhaseClock, Simulate, TwinInput, TwinResult } from "./input";
import { Kubelet } from "./kubelet/kubelet";
import { kubelets } from "./kubelet/rules";
import { LoadJob } from "./load/loadJob";
import type { Observer } from "./observer";
import { metricsResolutionSeconds, syncSeconds } from "./physics/autoscaler";
import { requestCost } from "./physics/frontEnd";
import { startSeconds } from "./physics/generator";
import { hostSpeeds } from "./physics/hostSpeed";
import { defaultNodeCpus } from "./physics/node";
import { namedNamespace } from "./read/policies";
import { type AutoscalerSpec, readWorld, type WorldSpec } from "./read/world";

interface SpecPhase {
    readonly atSeconds: number;
    readonly from: PhaseClock;
    readonly spec: WorldSpec;
    readonly replacesHeldBack: boolean;
}

/** The whole simulated world, put together. */
class Simulation {
    private readonly queue: EventQueue;
    private readonly cluster: Cluster;
    private readonly deployments: Deployments;
    private readonly metrics: PodMetrics;
    private readonly controllers: Stream;
    private readonly phases: readonly SpecPhase[];
    private autoscalers: readonly Autoscaler[] = [];
    private readonly load: LoadJob | undefined;

    constructor(
        private readonly input: TwinInput,
        private readonly observer: Observer,
    ) {
        const { namespace, seed, epoch, beforeSeconds, nodeCpus = defaultNodeCpus } = input;
        this.phases = input.phases
            .map(({ atSeconds, from = "start", objects, replacesHeldBack = false }) => {
                const spec = readWorld(objects, namespace);
                return { atSeconds, from, spec, replacesHeldBack };
            })
            .sort((one, other) => one.atSeconds - other.atSeconds);
        const loads = this.phases.flatMap(({ spec }) => spec.load ?? []);
        this.queue = new EventQueue(-beforeSeconds);
        this.cluster = new Cluster({
            queue: this.queue,
            observer,
            namespace,
            seed,
            hostSpeed: hostSpeeds[input.hostSpeed],
            nodeCpus,
            otherCores: input.otherCores ?? 0,
            requestCost: input.requestCost ?? requestCost,
            epoch,
            users: loads[0]?.users ?? 0,
        });
        const { cluster } = this;
        const kubelet = new Kubelet(cluster, new Stream(seed, "kubelet"), input.kubelet);
        cluster.endpoints.openingSeconds = kubelets[input.kubelet ?? "real"].openingSeconds;
        const scheduler = new Scheduler(cluster, nodeCpus, (pod) => {
            kubelet.run(pod);
        });
        this.deployments = new Deployments(cluster, kubelet, scheduler, new Stream(seed, "ages"));
        this.metrics = new PodMetrics(cluster, new Stream(seed, "housekeeping"));
        cluster.started = (container) => {
            this.metrics.watch(container);
        };
        this.controllers = new Stream(seed, "controllers");
        cluster.podChanged = ({ deployment, isGone }) => {
            if (isGone) {
                scheduler.retry();
            }
            // The controllers hear of it, but not in the middle of what made it happen.
            this.queue.at(this.queue.now, () => {
                this.deployments.reconcile(deployment);
            });
        };
        const { deployments } = this;
        this.load =
            loads[0] &&
            new LoadJob(loads[0], {
                ...{ cluster, deployments, scheduler, observer, seed },
                startSeconds: input.loadStartSeconds ?? startSeconds,
                patienceSeconds: input.startsCold === true ? rolloutSeconds : usualGateSeconds,
            });
    }

    run(progress?: (simulatedSeconds: number, totalSeconds: number) => void): TwinResult {
        const { beforeSeconds, afterSeconds, epoch } = this.input;
        const [first, ...later] = this.phases;
        if (first === undefined) {
            throw new Error("There is nothing to simulate: the input has no phase.");
        }
        this.cluster.endpoints.use(first.spec.services);
        if (this.input.startsCold !== true) {
            this.deployments.adopt(first.spec.deployments, this.input.restartedBefore);
            this.cluster.endpoints.settle();
        }
        this.metrics.start(-beforeSeconds + this.controllers.between(0, metricsResolutionSeconds));
        this.apply(first);
        const last = this.plan(later);
        let until = last;
        for (let now = Math.ceil(-beforeSeconds); now <= until + afterSeconds; now++) {
            this.queue.runUntil(now);
            if (this.isSampleNeeded(now)) {
                this.sample(now);
            }
            until = Math.max(last, this.load?.endsAt ?? last);
            if (now % 60 === 0) {
                progress?.(now + beforeSeconds, beforeSeconds + until + afterSeconds);
            }
        }
        const end = this.queue.now;
        const load = this.load?.run;
        return {
            from: epoch - beforeSeconds,
            until: epoch + end,
            loadStart: epoch + (load?.startedAt ?? 0),
            loadEnd: epoch + (load?.endedAt ?? 0),
            generator: load?.result(),
        };
    }

    /** Has the phases applied when they are due; returns the time of the last that is known. */
    private plan(phases: readonly SpecPhase[]): number {
        const isTimed = ({ from }: SpecPhase): boolean => from === "start" || !this.load;
        const timed = phases.filter(isTimed);
        for (const phase of timed) {
            this.queue.at(Math.max(phase.atSeconds, -this.input.beforeSeconds), () => {
                this.apply(phase);
            });
        }
        this.load?.follow(
            phases.filter((phase) => !isTimed(phase)),
            (phase) => {
                this.apply(phase);
            },
        );
        return Math.max(0, ...timed.map(({ atSeconds }) => atSeconds));
    }

    private apply({ spec, replacesHeldBack }: SpecPhase): void {
        const { endpoints, policies, namespace } = this.cluster;
        endpoints.use(spec.services);
        // What the world begins with is as old as its pods.
        const { now } = this.queue;
        policies.use(spec.policies, now > -this.input.beforeSeconds ? now : -Infinity);
        policies.namespaceLabels = (name) =>
            name === namespace ? spec.namespaceLabels : namedNamespace(name);
        this.autoscalers
            .filter((one) => !spec.autoscalers.some(({ name }) => name === one.spec.name))
            .forEach((one) => {
                one.delete();
            });
        this.deployments.apply(spec.deployments);
        this.autoscalers = spec.autoscalers.map((wanted) => this.autoscaler(wanted));
        this.load?.apply(spec.load);
        if (replacesHeldBack) {
            this.deployments.replaceHeldBack();
        }
    }

    private autoscaler(wanted: AutoscalerSpec): Autoscaler {
        const there = this.autoscalers.find((one) => one.spec.name === wanted.name);
        there?.use(wanted);
        return (
            there ??
            new Autoscaler(
                wanted,
                this.cluster,
                this.deployments,
                this.metrics,
                this.queue.now + this.firstSync(),
            )
        );
    }

    /** How long until an autoscaler's first sync; one of the beginning has been there before. */
    private firstSync(): number {
        const { beforeSeconds, startsCold = false } = this.input;
        return this.queue.now > -beforeSeconds || startsCold
            ? syncSeconds
            : this.controllers.between(0, syncSeconds);
    }

    private isSampleNeeded(now: number): boolean {
        const { load, observer } = this;
        const { epoch } = this.input;
        const loadEnd = load === undefined ? 0 : (load.run.endedAt ?? Infinity);
        return observer.needsSample?.(epoch + now, epoch + loadEnd) ?? true;
    }

    private sample(now: number): void {
        const load = this.load?.run;
        const pods = this.cluster.pods
            .filter(({ isGone }) => !isGone)
            .flatMap(({ containers }) => containers.map((container) => container.refresh(now)));
        this.observer.sampled({
            at: this.input.epoch + now,
            node: this.cluster.node.sample(),
            generator: load?.generatorSample(),
            pods,
            deployments: this.deployments.samples(),
            autoscalers: this.autoscalers.map((one) => one.sample()),
            queue: this.cluster.shipments.sample(),
            users: load?.population.active ?? 0,
            waitingUsers: load?.population.waiting ?? 0,
        });
    }
}

/** Runs the world to its end; the same input gives the same calls, to the byte. */
export const simulate: Simulate = (input, observer, progress) =>
    new Simulation(input, observer).run(progress);
