import type { Evidence, Series, Tags } from "../../../../../evidence/evidence";
import { SketchBuilder } from "../../../../../evidence/sketch";

/** A change to the evidence of a run. */
export type Alteration = (evidence: Evidence) => Evidence;

/** Without these metrics, or all whose names begin so. */
export function without(...metrics: readonly string[]): Alteration {
    const stays = ({ metric }: { readonly metric: string }): boolean =>
        !metrics.some((one) => metric.startsWith(one));
    return (evidence) => ({
        ...evidence,
        series: evidence.series.filter(stays),
        distributions: evidence.distributions.filter(stays),
    });
}

/** Without the log lines that are not such. */
export function keepingLogs(stays: (line: Evidence["logs"][number]) => boolean): Alteration {
    return (evidence) => ({ ...evidence, logs: evidence.logs.filter(stays) });
}

export const withoutLogs = keepingLogs(() => false);

/** With these metrics of another run in the place of its own. */
export function borrowing(other: Evidence, ...metrics: readonly string[]): Alteration {
    const asked = ({ metric }: { readonly metric: string }): boolean => metrics.includes(metric);
    return (evidence) => {
        const rest = without(...metrics)(evidence);
        return {
            ...rest,
            series: [...rest.series, ...other.series.filter(asked)],
            distributions: [...rest.distributions, ...other.distributions.filter(asked)],
        };
    };
}

/** With a further series; its value is a function of the seconds since the load began. */
export function adding(metric: string, tags: Tags, value: (second: number) => number): Alteration {
    return (evidence) => {
        const { from, until, loadStart } = evidence.run;
        const first = Math.ceil(from / 15) * 15;
        const times = Array.from(
            { length: Math.floor((until - first) / 15) },
            (_, bucket) => first + bucket * 15,
        );
        const values = times.map((time) => value(time - loadStart));
        const series: Series = { metric, tags, intervalSeconds: 15, times, values };
        return { ...evidence, series: [...evidence.series, series] };
    };
}

/** With each value of these series changed. */
export function changing(
    metric: string,
    change: (value: number, second: number, tags: Tags) => number,
): Alteration {
    return (evidence) => ({
        ...evidence,
        series: evidence.series.map((series) =>
            series.metric === metric
                ? {
                      ...series,
                      values: series.values.map((value, at) =>
                          change(
                              value,
                              (series.times[at] ?? 0) - evidence.run.loadStart,
                              series.tags,
                          ),
                      ),
                  }
                : series,
        ),
    });
}

/** Without the points of these seconds, counted from the start of the load. */
export function pausing(metric: string, isPause: (second: number) => boolean): Alteration {
    return (evidence) => ({
        ...evidence,
        series: evidence.series.map((series) => {
            if (series.metric !== metric) {
                return series;
            }
            const { loadStart } = evidence.run;
            const stays = (_: number, at: number): boolean =>
                !isPause((series.times[at] ?? 0) - loadStart);
            return {
                ...series,
                times: series.times.filter(stays),
                values: series.values.filter(stays),
            };
        }),
    });
}

/** With one value in the place of all that a distribution holds. */
export function levelling(metric: string, value: number): Alteration {
    return (evidence) => ({
        ...evidence,
        distributions: evidence.distributions.map((series) =>
            series.metric === metric
                ? { ...series, sketches: series.sketches.map(({ count }) => same(value, count)) }
                : series,
        ),
    });
}

function same(value: number, count: number): Evidence["distributions"][number]["sketches"][number] {
    const builder = new SketchBuilder();
    builder.add(value, count);
    const sketch = builder.take();
    if (sketch === undefined) {
        throw new RangeError("a sketch of no values");
    }
    return sketch;
}

/** A second pod of the service that does what the first one does. */
export const twoPods =
    (service: string): Alteration =>
    (evidence) => ({
        ...evidence,
        series: evidence.series.flatMap((series) =>
            series.tags.kube_container_name === service && series.tags.pod_name !== undefined
                ? [series, { ...series, tags: { ...series.tags, pod_name: `${service}-twin` } }]
                : [series],
        ),
    });

export function altered(evidence: Evidence, ...alterations: readonly Alteration[]): Evidence {
    return alterations.reduce((one, alteration) => alteration(one), evidence);
}
