import type { LogMetricPoint } from "../../../datadog/pipeline/logMetricFeed";
import type { DistributionSeries, Series, Sketch, Tags } from "../../../evidence/evidence";
import { SketchBuilder } from "../../../evidence/sketch";

/** Datadog keeps log-based metrics, and distributions that are sent, in steps of ten seconds. */
export const stepSeconds = 10;

/** Steps that are kept open for what comes late. */
const openSeconds = 120;

interface Open {
    readonly metric: string;
    readonly tags: Tags;
    readonly time: number;
    readonly kind: LogMetricPoint["kind"];
    count: number;
    sketch: Sketch | undefined;
}

/** Adds single values up to one point a step; a step is told anew when more of it comes. */
export class PointBuckets {
    private readonly open = new Map<string, Open>();

    take(points: readonly LogMetricPoint[]): {
        readonly series: readonly Series[];
        readonly distributions: readonly DistributionSeries[];
    } {
        const touched = new Set(points.map((point) => this.add(point)));
        // More than a function takes as arguments may come at once.
        this.close(points.reduce((newest, { time }) => Math.max(newest, time), -Infinity));
        const one = ({ metric, tags, time }: Open): Omit<Series, "values"> => {
            return { metric, tags, intervalSeconds: stepSeconds, times: [time] };
        };
        const all = [...touched];
        return {
            series: all
                .filter(({ kind }) => kind === "count")
                .map((open) => ({ ...one(open), values: [open.count] })),
            distributions: all.flatMap((open) =>
                open.sketch === undefined ? [] : [{ ...one(open), sketches: [open.sketch] }],
            ),
        };
    }

    private add({ metric, tags, time, kind, value }: LogMetricPoint): Open {
        const step = Math.floor(time / stepSeconds) * stepSeconds;
        const key = JSON.stringify([metric, tags, step]);
        const open = this.open.get(key) ?? {
            ...{ metric, tags, time: step, kind },
            ...{ count: 0, sketch: undefined },
        };
        this.open.set(key, open);
        if (kind === "count") {
            open.count += value;
        } else if (value >= 0) {
            const builder = new SketchBuilder();
            if (open.sketch !== undefined) {
                builder.merge(open.sketch);
            }
            builder.add(value);
            open.sketch = builder.take();
        }
        return open;
    }

    private close(newest: number): void {
        for (const [key, { time }] of this.open) {
            if (time < newest - openSeconds) {
                this.open.delete(key);
            }
        }
    }
}
