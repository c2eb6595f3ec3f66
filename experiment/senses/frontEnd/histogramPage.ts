/** The front-end's page of metrics: its histogram of requests. */
import { Buckets, bucketEnds } from "../../../twin/telemetry/histogram";

/** Requests since the container's start, by route and then by `METHOD status`. */
export type Histogram = ReadonlyMap<string, ReadonlyMap<string, Buckets>>;

/** Image 0.3.12 has the first name and calls a path `route`, the rebuilt one the second. */
const line =
    /^(?:http_)?request_duration_seconds_(bucket|sum|count)\{(.*)\} ([0-9.eE+-]+|Inf|NaN)\s*$/gm;

const label = /([a-zA-Z_]+)="((?:[^"\\]|\\.)*)"/g;

/** Undefined: there is none on the page. Prometheus' text format 0.0.4. */
export function histogramIn(page: string): Histogram | undefined {
    const found = new Map<string, Map<string, Cumulative>>();
    for (const [, kind = "", labels = "", value = ""] of page.matchAll(line)) {
        const tags = Object.fromEntries(
            [...labels.matchAll(label)].map(([, key = "", text = ""]) => [key, text]),
        );
        const route = tags.route ?? tags.path ?? "";
        const ofRoute = found.get(route) ?? new Map<string, Cumulative>();
        found.set(route, ofRoute);
        const key = `${tags.method ?? ""} ${tags.status_code ?? ""}`;
        const one = ofRoute.get(key) ?? { upTo: new Map(), sum: 0, count: 0 };
        ofRoute.set(key, one);
        if (kind === "bucket") {
            one.upTo.set(Number(tags.le?.replace("+Inf", "Infinity")), Number(value));
        } else {
            one[kind === "sum" ? "sum" : "count"] = Number(value);
        }
    }
    return found.size === 0
        ? undefined
        : new Map(
              [...found].map(([route, ofRoute]) => [
                  route,
                  new Map([...ofRoute].map(([key, one]) => [key, bucketsOf(one)])),
              ]),
          );
}

interface Cumulative {
    /** How many took so many seconds at most. */
    readonly upTo: Map<number, number>;
    sum: number;
    count: number;
}

/** Throws for other buckets than those that the evidence is made of. */
function bucketsOf({ upTo, sum, count }: Cumulative): Buckets {
    const buckets = new Buckets();
    let before = 0;
    bucketEnds.forEach((end, bucket) => {
        const until = upTo.get(end);
        if (until === undefined) {
            throw new Error(`the histogram has no bucket up to ${end} s`);
        }
        buckets.counts[bucket] = until - before;
        before = until;
    });
    buckets.counts[bucketEnds.length] = count - before;
    buckets.sum = sum;
    return buckets;
}
