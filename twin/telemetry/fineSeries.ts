import { failureReasons } from "../../evidence/evidence";
import type { FailureReason, Series, Tags } from "../../evidence/evidence";
import { fineMetrics } from "../../evidence/fineMetrics";
import { quantile, SketchBuilder } from "../../evidence/sketch";
import type { ClusterSample, EndedRequest, PodSample, ServedRequest } from "../observer";
import { DeploymentUsage } from "./deploymentUsage";
import { NodeSeries } from "./nodeSeries";
import { SeriesBook, SeriesSet } from "./seriesBook";

/** What took longer counts as slow for its user. */
export const slowSeconds = 1;

/** Whose pods are told apart: the Deployment that users reach. */
const entrance = "front-end";

/** Plots show the moment before the incident, and the longest back-off (300 s) after the load. */
const beforeSeconds = 60;
const afterSeconds = 420;

/** Asked for by probes only: no task of any load has this page. */
const probedRoute = "/";

/** Series at one second, for plots. */
export class FineSeries {
    private readonly book = new SeriesBook(1);
    private readonly users = new SeriesSet(this.book, {});
    private readonly byReason = new Map<FailureReason, SeriesSet>();
    private readonly byDeployment = new Map<string, SeriesSet>();
    private readonly responseTimes = new SketchBuilder();
    private readonly failures = new Map<FailureReason, number>();
    /** Requests answered since the last sample, by pod. */
    private readonly answered = new Map<string, { count: number }>();
    private readonly byPod = new Map<string, SeriesSet>();
    private requests = 0;
    private slow = 0;
    /** Restarts by container, of those that are gone too. */
    private readonly restarts = new Map<string, Map<string, number>>();
    private hasLoad = false;
    private readonly node: NodeSeries;
    private readonly usage = new DeploymentUsage((deployment) => this.ofDeployment(deployment));

    /** Only restarts are counted from the start of the run; all else is of what they cover. */
    constructor(
        private readonly incidentStart: number,
        loadJob: string | undefined,
    ) {
        const ofDeployment = (name: string): SeriesSet => this.ofDeployment(name);
        this.node = new NodeSeries(this.book, ofDeployment, loadJob);
    }

    ended({ startedAt, endedAt, failure }: EndedRequest): void {
        const seconds = endedAt - startedAt;
        this.requests++;
        this.responseTimes.add(seconds * 1_000);
        if (seconds > slowSeconds) {
            this.slow++;
        }
        if (failure !== undefined) {
            this.failures.set(failure, (this.failures.get(failure) ?? 0) + 1);
        }
    }

    served({ pod: { deployment, name }, route }: ServedRequest): void {
        if (deployment === entrance && route !== probedRoute) {
            const known = this.answered.get(name);
            if (known === undefined) {
                this.answered.set(name, { count: 1 });
            } else {
                known.count++;
            }
        }
    }

    sampled(sample: ClusterSample): void {
        const { at, pods, deployments, autoscalers } = sample;
        this.countRestarts(pods);
        if (!this.covers(at)) {
            return;
        }
        this.sampleUsers(sample);
        for (const { name, desired, available } of deployments) {
            const set = this.ofDeployment(name);
            set.push(fineMetrics.replicasDesired, at, desired);
            set.push(fineMetrics.replicasAvailable, at, available);
            set.push(fineMetrics.restarts, at, sumOf(this.restarts.get(name)));
        }
        for (const { deployment, desiredReplicas, metrics } of autoscalers) {
            const set = this.ofDeployment(deployment);
            set.push(fineMetrics.hpaDesired, at, desiredReplicas);
            const utilization = metrics[0]?.current;
            if (utilization !== undefined) {
                set.push(fineMetrics.hpaUtilization, at, utilization);
            }
        }
        this.samplePods(at, pods);
        this.usage.sample(at, pods);
        this.node.sampled(sample);
    }

    /** Whether that second is in them. */
    covers(at: number, loadEnd = Infinity): boolean {
        return at >= this.incidentStart - beforeSeconds && at <= loadEnd + afterSeconds;
    }

    series(loadEnd: number): readonly Series[] {
        return this.book.series(loadEnd + afterSeconds);
    }

    private sampleUsers({ at, users, waitingUsers }: ClusterSample): void {
        this.hasLoad ||= users > 0;
        if (!this.hasLoad) {
            return;
        }
        this.users.push(fineMetrics.users, at, users);
        this.users.push(fineMetrics.usersWaiting, at, waitingUsers);
        this.users.push(fineMetrics.requests, at, this.requests);
        this.users.push(fineMetrics.slow, at, this.slow);
        for (const reason of failureReasons) {
            this.ofReason(reason).push(fineMetrics.failures, at, this.failures.get(reason) ?? 0);
        }
        const sketch = this.responseTimes.take();
        if (sketch !== undefined) {
            this.users.push(fineMetrics.p50, at, quantile(sketch, 0.5) ?? 0);
            this.users.push(fineMetrics.p95, at, quantile(sketch, 0.95) ?? 0);
            this.users.push(fineMetrics.p99, at, quantile(sketch, 0.99) ?? 0);
            this.users.push(fineMetrics.max, at, sketch.max);
        }
        this.requests = 0;
        this.slow = 0;
        this.failures.clear();
    }

    private samplePods(at: number, pods: readonly PodSample[]): void {
        for (const { deployment, name } of this.hasLoad ? pods : []) {
            if (deployment === entrance) {
                const tags = { kube_deployment: deployment, pod_name: name };
                const set = setFor(this.byPod, name, this.book, tags);
                set.push(fineMetrics.answered, at, this.answered.get(name)?.count ?? 0);
            }
        }
        this.answered.clear();
    }

    private countRestarts(pods: readonly PodSample[]): void {
        for (const { deployment, name, container, restarts } of pods) {
            let ofDeployment = this.restarts.get(deployment);
            if (ofDeployment === undefined) {
                ofDeployment = new Map();
                this.restarts.set(deployment, ofDeployment);
            }
            if (restarts > 0) {
                ofDeployment.set(`${name}/${container}`, restarts);
            }
        }
    }

    private ofReason(reason: FailureReason): SeriesSet {
        return setFor(this.byReason, reason, this.book, { reason });
    }

    private ofDeployment(deployment: string): SeriesSet {
        return setFor(this.byDeployment, deployment, this.book, { kube_deployment: deployment });
    }
}

function setFor<Key>(sets: Map<Key, SeriesSet>, key: Key, book: SeriesBook, tags: Tags): SeriesSet {
    let set = sets.get(key);
    if (set === undefined) {
        set = new SeriesSet(book, tags);
        sets.set(key, set);
    }
    return set;
}

function sumOf(counts: ReadonlyMap<string, number> | undefined): number {
    return [...(counts?.values() ?? [])].reduce((total, count) => total + count, 0);
}
