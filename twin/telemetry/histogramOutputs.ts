import type { DistributionSeries, Series, Tags } from "../../evidence/evidence";
import { SketchBuilder } from "../../evidence/sketch";
import { Buckets, spread } from "./histogram";
import { DistributionWriter, SeriesWriter } from "./seriesBook";

const metric = "sockshop.request_duration_seconds";
const intervalSeconds = 15;

/**
 * What all containers of a replica set write to together, by labels. The distribution has lost the
 * route: its percentiles are switched on without it (see facts/shopMetrics.ts).
 */
interface Output {
    readonly distribution: DistributionWriter;
    readonly pending: Buckets;
    readonly routes: Map<string, RouteOutput>;
}

interface RouteOutput {
    readonly count: SeriesWriter;
    readonly sum: SeriesWriter;
    readonly pending: Buckets;
}

/** The series that come of the front-end's histogram. */
export class HistogramOutputs {
    private readonly outputs = new Map<string, Output>();
    private readonly lowTags = new Map<string, Tags>();
    private readonly sketch = new SketchBuilder();

    /** Has to be called before anything of the replica set is added. */
    know(replicaSet: string, tags: () => Tags): void {
        if (!this.lowTags.has(replicaSet)) {
            this.lowTags.set(replicaSet, tags());
        }
    }

    /** The tags are to be made anew; what is under way since the last scrape is lost. */
    retag(): void {
        this.lowTags.clear();
        this.outputs.clear();
    }

    add(replicaSet: string, route: string, label: string, buckets: Buckets): void {
        const output = this.output(replicaSet, label);
        this.routeOutput(output, replicaSet, route, label).pending.add(buckets);
    }

    flush(time: number): void {
        for (const output of this.outputs.values()) {
            this.flushOne(time, output);
        }
    }

    takeDistributions(): readonly DistributionSeries[] {
        return [...this.outputs.values()].flatMap(({ distribution }) => distribution.take() ?? []);
    }

    takeSeries(): readonly Series[] {
        return [...this.outputs.values()]
            .flatMap(({ routes }) => [...routes.values()])
            .flatMap(({ count, sum }) => [count.take(), sum.take()])
            .filter((one) => one !== undefined);
    }

    private output(replicaSet: string, label: string): Output {
        const key = `${replicaSet} ${label}`;
        let output = this.outputs.get(key);
        if (output === undefined) {
            const tags = this.tagsOf(replicaSet, label);
            output = {
                distribution: new DistributionWriter(metric, tags, intervalSeconds),
                pending: new Buckets(),
                routes: new Map(),
            };
            this.outputs.set(key, output);
        }
        return output;
    }

    private routeOutput(
        { routes }: Output,
        replicaSet: string,
        route: string,
        label: string,
    ): RouteOutput {
        let output = routes.get(route);
        if (output === undefined) {
            const tags = { ...this.tagsOf(replicaSet, label), route };
            output = {
                count: new SeriesWriter(`${metric}.count`, tags, intervalSeconds),
                sum: new SeriesWriter(`${metric}.sum`, tags, intervalSeconds),
                pending: new Buckets(),
            };
            routes.set(route, output);
        }
        return output;
    }

    private tagsOf(replicaSet: string, label: string): Tags {
        const [method = "", status = ""] = label.split(" ");
        const tags = this.lowTags.get(replicaSet);
        return { ...tags, method: method.toLowerCase(), status_code: status };
    }

    private flushOne(time: number, { distribution, pending, routes }: Output): void {
        for (const route of routes.values()) {
            const { total } = route.pending;
            if (total > 0) {
                route.count.push(time, total);
                route.sum.push(time, route.pending.sum);
                pending.add(route.pending);
                route.pending.clear();
            }
        }
        pending.counts.forEach((count, bucket) => {
            spread(this.sketch, bucket, count);
        });
        distribution.push(time, this.sketch.take());
        pending.clear();
    }
}
