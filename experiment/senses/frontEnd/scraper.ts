/** Reads the front-end's own metrics as the agent does: every 15 s, the difference to the last time. */
import type { DistributionSeries, Series, Tags } from "../../../evidence/evidence";
import { type ApiReader, ApiServerError } from "../../../live/snapshot/apiServer";
import type { JsonObject } from "../../../live/snapshot/json";
import { Buckets } from "../../../twin/telemetry/histogram";
import { HistogramOutputs } from "../../../twin/telemetry/histogramOutputs";
import { type Histogram, histogramIn } from "./histogramPage";
import { container, type Target, targetOf } from "./target";
import { messageOf } from "../../../tools/messageOf";

/** Seconds of the shop between two readings, and of the wall for one: as the agent has them. */
const intervalSeconds = 15;
const timeoutMs = 14_000;

export class FrontEndScraper {
    private readonly outputs = new HistogramOutputs();
    /** What was read last, by the container's id: its counters die with it. */
    private readonly last = new Map<string, Histogram>();
    private lastTime = 0;
    private running: Promise<void> | undefined;
    private readings = 0;
    private failures = 0;
    private refusal: string | undefined;

    constructor(
        private readonly reader: ApiReader,
        private readonly namespace: string,
    ) {}

    /** Reads when it is time, and does not wait for it: a front-end under load is late with this too. */
    tick(now: number, pods: readonly JsonObject[]): void {
        const time = Math.floor(now / intervalSeconds) * intervalSeconds;
        if (time > this.lastTime && this.running === undefined && this.refusal === undefined) {
            this.lastTime = time;
            const targets = pods.flatMap(targetOf);
            this.running = this.scrape(time, targets).finally(() => {
                this.running = undefined;
            });
        }
    }

    /** What was under way is waited for. */
    async end(): Promise<{
        readonly series: readonly Series[];
        readonly distributions: readonly DistributionSeries[];
        readonly missing: readonly string[];
    }> {
        await this.running;
        return {
            series: this.outputs.takeSeries(),
            distributions: this.outputs.takeDistributions(),
            missing: this.missing,
        };
    }

    private get missing(): readonly string[] {
        const { readings, failures, refusal } = this;
        if (refusal !== undefined) {
            return [`the front-end's /metrics: ${refusal}`];
        }
        const all = readings + failures;
        return failures === 0
            ? []
            : [`the front-end's /metrics, ${failures} of ${all} times: it did not answer`];
    }

    private async scrape(time: number, targets: readonly Target[]): Promise<void> {
        await Promise.all(targets.map((target) => this.scrapeOne(target)));
        this.outputs.flush(time);
    }

    private async scrapeOne({ id, pod, port, replicaSet, deployment }: Target): Promise<void> {
        const path = `/api/v1/namespaces/${this.namespace}/pods/${pod}:${port}/proxy/metrics`;
        let page: string;
        try {
            page = await this.reader.getText(path, timeoutMs);
        } catch (error) {
            if (error instanceof ApiServerError && error.status === 404) {
                this.refusal = "there is no such page";
                return;
            }
            // A container that is down, or busy, leaves a gap.
            this.failures += 1;
            return;
        }
        try {
            const histogram = histogramIn(page);
            if (histogram === undefined) {
                this.refusal = "no histogram of requests is there";
                return;
            }
            this.readings += 1;
            const tags: Tags = {
                ...{ kube_namespace: this.namespace, kube_deployment: deployment },
                ...{ kube_container_name: container, kube_replica_set: replicaSet },
            };
            this.outputs.know(replicaSet, () => tags);
            this.add(replicaSet, histogram, this.last.get(id));
            this.last.set(id, histogram);
        } catch (error) {
            this.refusal = messageOf(error);
        }
    }

    /** The first reading of a container only sets the mark to count from. */
    private add(replicaSet: string, now: Histogram, before: Histogram | undefined): void {
        if (before === undefined) {
            return;
        }
        for (const [route, ofRoute] of now) {
            for (const [label, buckets] of ofRoute) {
                const since = difference(buckets, before.get(route)?.get(label));
                this.outputs.add(replicaSet, route, label, since);
            }
        }
    }
}

function difference(now: Buckets, before: Buckets | undefined): Buckets {
    const since = new Buckets();
    now.counts.forEach((count, bucket) => {
        since.counts[bucket] = count - (before?.counts[bucket] ?? 0);
    });
    since.sum = now.sum - (before?.sum ?? 0);
    return since;
}
