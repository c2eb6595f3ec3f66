/** Points of a graph that are kept, so that only new ones have to be asked for. */
import type { AnsweredTimes } from "../api";

export interface KeptSeries {
    readonly key: string;
    readonly tags: readonly string[];
    readonly formula: number;
    readonly unit: string | undefined;
    readonly values: (number | null)[];
}

export class PointBuffer {
    private times: number[] = [];
    private series = new Map<string, KeptSeries>();

    get kept(): { readonly times: readonly number[]; readonly series: readonly KeptSeries[] } {
        return { times: this.times, series: [...this.series.values()] };
    }

    /** Time of the newest; undefined: everything has to be asked for. */
    get newest(): number | undefined {
        return this.times.at(-1);
    }

    clear(): void {
        this.times = [];
        this.series.clear();
    }

    /** Puts an answer in the place of what is known from its first point on. */
    take({ times, series }: AnsweredTimes): void {
        const [first] = times;
        if (first === undefined) {
            return;
        }
        const at = this.times.findIndex((time) => time >= first);
        const length = at < 0 ? this.times.length : at;
        this.times = [...this.times.slice(0, length), ...times];
        const fresh = new Map(series.map((one) => [keyOf(one), one]));
        for (const [key, kept] of this.series) {
            kept.values.length = length;
            kept.values.push(...(fresh.get(key)?.values ?? times.map(() => null)));
        }
        for (const [key, { tags, formula, unit, values }] of fresh) {
            if (!this.series.has(key)) {
                const before = Array.from({ length }, () => null);
                this.series.set(key, { key, tags, formula, unit, values: [...before, ...values] });
            }
        }
    }

    /** Forgets what is older, and series that have nothing left. */
    dropBefore(time: number): void {
        const first = this.times.findIndex((one) => one >= time);
        const dropped = first < 0 ? this.times.length : first;
        this.times.splice(0, dropped);
        for (const [key, { values }] of this.series) {
            values.splice(0, dropped);
            if (values.every((value) => value === null)) {
                this.series.delete(key);
            }
        }
    }
}

function keyOf({ formula, tags }: AnsweredTimes["series"][number]): string {
    return `${formula} ${tags.join(",")}`;
}
