import type { DistributionSeries, Series } from "../../evidence/evidence";
import type { PodSample, ServedRequest } from "../observer";
import { histogramBucketOf, Buckets } from "./histogram";
import { HistogramOutputs } from "./histogramOutputs";
import type { ClusterFacts } from "./clusterFacts";
import { containerTags } from "./tags";

/*
 * The front-end's histogram `request_duration_seconds`, as the agent's OpenMetrics check makes a
 * distribution of it: from the differences between scrapes of one container, 15 s apart. The check
 * begins when a pod is first ready, and its first scrape only sets the mark to count from. Sources:
 * front-end's api/metrics; OpenMetrics V2's histogram transformer; the agent's autodiscovery.
 */

/** The only Deployment that the check is for. */
const watched = "front-end";

/** What is counted together: requests of a route with one method and one outcome. */
interface Counted {
    readonly method: string;
    readonly status: number;
    readonly buckets: Buckets;
}

/** A container: its counters die with it. */
interface Target {
    readonly replicaSet: string;
    /** By route: of each, its methods with their outcomes are few. */
    readonly counted: Map<string, Counted[]>;
    isScraped: boolean;
}

export class OpenMetricsCheck {
    /** By container id. */
    private readonly targets = new Map<string, Target>();
    private readonly outputs = new HistogramOutputs();

    constructor(private readonly facts: ClusterFacts) {}

    served({ pod, method, route, status, durationSeconds }: ServedRequest): void {
        if (pod.deployment !== watched) {
            return;
        }
        const { counted } = this.target(pod);
        let ofRoute = counted.get(route);
        if (ofRoute === undefined) {
            ofRoute = [];
            counted.set(route, ofRoute);
        }
        const buckets = bucketsOf(ofRoute, method, status);
        const bucket = histogramBucketOf(durationSeconds);
        buckets.counts[bucket] = (buckets.counts[bucket] ?? 0) + 1;
        buckets.sum += durationSeconds;
    }

    /** The tags are to be made anew. */
    retag(): void {
        this.outputs.retag();
    }

    scrape(time: number, pods: readonly PodSample[]): void {
        const alive = new Set<string>();
        for (const pod of pods) {
            if (pod.deployment === watched && pod.state === "running") {
                alive.add(pod.containerId);
                this.scrapeOne(pod);
            }
        }
        for (const id of this.targets.keys()) {
            if (!alive.has(id)) {
                this.targets.delete(id);
            }
        }
        this.outputs.flush(time);
    }

    takeDistributions(): readonly DistributionSeries[] {
        return this.outputs.takeDistributions();
    }

    takeSeries(): readonly Series[] {
        return this.outputs.takeSeries();
    }

    private target(pod: PodSample): Target {
        let target = this.targets.get(pod.containerId);
        if (target === undefined) {
            target = { replicaSet: pod.replicaSet, counted: new Map(), isScraped: false };
            this.targets.set(pod.containerId, target);
            this.know(pod);
        }
        return target;
    }

    private know(pod: PodSample): void {
        this.outputs.know(pod.replicaSet, () => containerTags(pod, this.facts).low);
    }

    private scrapeOne(pod: PodSample): void {
        const target = this.target(pod);
        this.know(pod);
        const counts = target.isScraped;
        // Once scheduled, the check goes on whether the pod is ready or not.
        target.isScraped ||= pod.isReady;
        for (const [route, ofRoute] of target.counted) {
            for (const { method, status, buckets } of ofRoute) {
                if (counts) {
                    const label = `${method} ${status}`;
                    this.outputs.add(target.replicaSet, route, label, buckets);
                }
                if (target.isScraped) {
                    buckets.clear();
                }
            }
        }
    }
}

function bucketsOf(ofRoute: Counted[], method: string, status: number): Buckets {
    for (const one of ofRoute) {
        if (one.status === status && one.method === method) {
            return one.buckets;
        }
    }
    const buckets = new Buckets();
    ofRoute.push({ method, status, buckets });
    return buckets;
}
