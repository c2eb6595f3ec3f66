import type { Tags } from "../../evidence/evidence";
import { logMatcher } from "./matchLog";
import type { ProcessedLog } from "./processedLog";
import type { LogMetricDefinition } from "./types";

/** What one log adds to one log-based metric: its value, or 1 to a count. */
export interface LogMetricPoint {
    readonly metric: string;
    readonly kind: "count" | "distribution";
    /** Only those that the metric is grouped by. */
    readonly tags: Tags;
    readonly time: number;
    readonly value: number;
}

/** Turns processed logs into points of the metrics, one log at a time. */
export class LogMetricFeed {
    readonly #metrics: readonly {
        readonly definition: LogMetricDefinition;
        readonly finds: (log: ProcessedLog) => boolean;
    }[];

    constructor(definitions: readonly LogMetricDefinition[]) {
        this.#metrics = definitions.map((definition) => ({
            definition,
            finds: logMatcher(definition.search),
        }));
    }

    /** The points of this log; usually none. */
    take(log: ProcessedLog): readonly LogMetricPoint[] {
        const points: LogMetricPoint[] = [];
        for (const { definition, finds } of this.#metrics) {
            const { name, kind, attribute, groupBy } = definition;
            const value = attribute === undefined ? 1 : log.attributes[attribute];
            if (typeof value === "number" && finds(log)) {
                points.push({
                    metric: name,
                    kind,
                    tags: only(log.tags, groupBy),
                    time: log.time,
                    value,
                });
            }
        }
        return points;
    }
}

function only(tags: Tags, keys: readonly string[]): Tags {
    return Object.fromEntries(
        keys.flatMap((key) => (tags[key] === undefined ? [] : [[key, tags[key]]])),
    );
}
