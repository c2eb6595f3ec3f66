/** Points and distributions by metric and tags. */
import type { DistributionSeries, Evidence, Series, Sketch, Tags } from "../../evidence/evidence";
import { emptySketch } from "../../evidence/sketch";
import { Points } from "./points";
import { SeriesOfSpan, type Stored, storedFor } from "./stored";
import { Timed } from "./timed";

export interface SeriesName {
    readonly metric: string;
    readonly tags: Tags;
    readonly newest: number;
}

export class StoredMetrics {
    /** From when on all are there; undefined: none was dropped. */
    droppedBefore: number | undefined;
    private readonly gauges = new Map<string, Stored<Points>>();
    private readonly sketches = new Map<string, Stored<Timed<Sketch>>>();

    addSeries({ times, values, ...named }: Series): void {
        const { points } = storedFor(this.gauges, named, () => new Points());
        times.forEach((time, at) => {
            points.add(time, values[at] ?? Number.NaN);
        });
    }

    addDistribution({ times, sketches, ...named }: DistributionSeries): void {
        const { points } = storedFor(this.sketches, named, () => new Timed<Sketch>());
        times.forEach((time, at) => {
            points.add(time, sketches[at] ?? emptySketch);
        });
    }

    /** Every series that has a point at that time or later, with the time of its newest. */
    since(from: number): readonly SeriesName[] {
        return [...this.gauges.values(), ...this.sketches.values()].flatMap(
            ({ metric, tags, points: { newest } }) =>
                newest !== undefined && newest >= from ? [{ metric, tags, newest }] : [],
        );
    }

    /** Of a span of time, its end left out; points of a series are looked up when asked for. */
    between(from: number, until: number): Pick<Evidence, "series" | "distributions"> {
        return {
            series: [...this.gauges.values()]
                .filter(({ points }) => points.hasBetween(from, until))
                .map((one) => new SeriesOfSpan(one, from, until)),
            distributions: [...this.sketches.values()].flatMap(({ points, ...named }) => {
                const times = points.timesBetween(from, until);
                return times.length === 0
                    ? []
                    : [{ ...named, times, sketches: points.between(from, until) }];
            }),
        };
    }

    dropBefore(time: number): void {
        for (const stored of [this.gauges, this.sketches]) {
            for (const [key, { points }] of stored) {
                if (points.dropBefore(time) > 0) {
                    this.droppedBefore = time;
                }
                if (points.length === 0) {
                    stored.delete(key);
                }
            }
        }
    }

    /** What a namespace had to tell before that time never was. */
    forget(namespace: string, before: number): void {
        for (const stored of [this.gauges, this.sketches]) {
            for (const { tags, points } of stored.values()) {
                if (tags.kube_namespace === namespace) {
                    points.dropBefore(before);
                }
            }
        }
    }
}
