/** Series as the store keeps them, and as it hands them out. */
import type { Evidence, Series, Tags } from "../../evidence/evidence";
import { emptySketch } from "../../evidence/sketch";
import type { Points } from "./points";

export interface Stored<T> {
    readonly metric: string;
    readonly tags: Tags;
    readonly intervalSeconds: number;
    readonly points: T;
}

/** A series in a span of time, whose points are looked up once and only when asked for. */
export class SeriesOfSpan implements Series {
    readonly metric: string;
    readonly tags: Tags;
    readonly intervalSeconds: number;
    private found: ReturnType<Points["between"]> | undefined;

    constructor(
        private readonly stored: Stored<Points>,
        private readonly from: number,
        private readonly end: number,
    ) {
        ({ metric: this.metric, tags: this.tags, intervalSeconds: this.intervalSeconds } = stored);
    }

    get times(): readonly number[] {
        return this.span.times;
    }

    get values(): readonly number[] {
        return this.span.values;
    }

    private get span(): ReturnType<Points["between"]> {
        return (this.found ??= this.stored.points.between(this.from, this.end));
    }
}

export function storedFor<T>(
    all: Map<string, Stored<T>>,
    named: Omit<Stored<T>, "points">,
    make: () => T,
): Stored<T> {
    const key = keyOf(named.metric, named.tags);
    const known = all.get(key);
    if (known !== undefined) {
        return known;
    }
    const made = { ...named, points: make() };
    all.set(key, made);
    return made;
}

function keyOf(metric: string, tags: Tags): string {
    const sorted = Object.entries(tags).sort(([one], [other]) => (one < other ? -1 : 1));
    return JSON.stringify([metric, ...sorted]);
}

/** Of the range nobody says beforehand what will happen in it. */
export function runOf(from: number, until: number): Evidence["run"] {
    return {
        ...{ incident: "", remediation: "", users: 0, settings: {} },
        ...{ from, until, loadStart: from, loadEnd: from },
    };
}

const nothing = { method: "", name: "Aggregated", requests: 0, failures: 0 };

export const nothingAsked: Evidence["requests"] = {
    rows: [],
    total: {
        ...nothing,
        responseTimes: emptySketch,
        ...{ requestsPerSecond: 0, failuresPerSecond: 0, averageContentBytes: 0 },
    },
    failures: [],
    moneyAtRiskDollars: 0,
    failedOrders: 0,
};
