import type { DistributionSeries, Evidence, Series } from "../../../evidence/evidence";
import { type Column, columnOf, growth, type RollupMethod } from "./column";
import { type Grid, gridOver } from "./grid";

/** Seconds between two points of the agent. */
const agentInterval = 15;

/** The evidence by metric, with what has been computed from it: made once for all monitors. */
export class EvidenceIndex {
    private readonly series = new Map<string, Series[]>();
    private readonly distributions = new Map<string, DistributionSeries[]>();
    private readonly columns = new Map<string, Map<Series, Column>>();

    constructor(readonly evidence: Evidence) {
        for (const one of evidence.series) {
            append(this.series, one.metric, one);
        }
        for (const one of evidence.distributions) {
            append(this.distributions, one.metric, one);
        }
    }

    seriesOf(metric: string): readonly Series[] {
        return this.series.get(metric) ?? [];
    }

    distributionsOf(metric: string): readonly DistributionSeries[] {
        return this.distributions.get(metric) ?? [];
    }

    /** The longest interval between points among the metrics: what can be combined. */
    intervalOf(metrics: readonly string[]): number {
        const intervals = metrics.flatMap((metric) =>
            [...this.seriesOf(metric), ...this.distributionsOf(metric)].map(
                ({ intervalSeconds }) => intervalSeconds,
            ),
        );
        return intervals.length === 0 ? agentInterval : Math.max(...intervals);
    }

    grid(stepSeconds: number): Grid {
        return gridOver(this.evidence.run.from, this.evidence.run.until, stepSeconds);
    }

    /** The series in buckets, or its growth from one to the next. */
    column(series: Series, grid: Grid, method: RollupMethod, isGrowth: boolean): Column {
        const key = `${grid.stepSeconds} ${method} ${isGrowth}`;
        let ofKind = this.columns.get(key);
        if (ofKind === undefined) {
            ofKind = new Map();
            this.columns.set(key, ofKind);
        }
        let column = ofKind.get(series);
        if (column === undefined) {
            column = columnOf(series, grid, method);
            column = isGrowth ? growth(column) : column;
            ofKind.set(series, column);
        }
        return column;
    }
}

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
    const list = map.get(key);
    if (list === undefined) {
        map.set(key, [value]);
    } else {
        list.push(value);
    }
}
