import type { Grid } from "../data/grid";
import { ranked, rankingOf } from "./graphRanking";
import { aggregate, emptyRow, type Rows, type Source } from "./rows";

/*
 * Functions that only graphs have, by docs.datadoghq.com/dashboards/functions/{rate,arithmetic,
 * smoothing,rank,rollup,count}. Each works on the rows of the span that is drawn.
 */

type AlongRow = (row: Float64Array) => Float64Array;

/** What a function makes of a source; undefined: it is none of these. */
export function graphFunction(
    name: string,
    parameters: readonly string[],
    source: Source,
    grid: Grid,
): Source | undefined {
    const along = alongRow(name, parameters, grid.stepSeconds);
    if (along !== undefined) {
        return changed(
            source,
            (rows) => new Map([...rows].map(([group, row]) => [group, along(row)])),
        );
    }
    const ranking = rankingOf(name, parameters);
    if (ranking !== undefined) {
        return changed(source, (rows) => ranked(rows, ranking));
    }
    const isCounted = counts[name];
    return isCounted === undefined ? undefined : counted(source, isCounted);
}

function changed(source: Source, change: (rows: Rows) => Rows): Source {
    return { ...source, rows: (range, asOf) => change(source.rows(range, asOf)) };
}

/** Functions of a row by itself. Gaps stay gaps. */
function alongRow(
    name: string,
    [parameter, second]: readonly string[],
    stepSeconds: number,
): AlongRow | undefined {
    const [family, span] = /^(ewma|median)_(\d+)$/.exec(name)?.slice(1) ?? [];
    if (family === "ewma") {
        return smoothed(Number(span));
    }
    if (family === "median") {
        return medians(Number(span));
    }
    switch (name) {
        case "diff":
            return differences((difference) => difference);
        case "dt":
            return differences((_, steps) => steps * stepSeconds);
        case "derivative":
            return differences((difference, steps) => difference / (steps * stepSeconds));
        case "per_second":
            return rates(1, stepSeconds);
        case "per_minute":
            return rates(60, stepSeconds);
        case "per_hour":
            return rates(3600, stepSeconds);
        case "cumsum":
            return sums(1);
        case "integral":
            return sums(stepSeconds);
        case "moving_rollup":
            return moving(Number(parameter) / stepSeconds, (second ?? "avg").replace(/['"]/g, ""));
        default:
            return undefined;
    }
}

/** Something of each point and the one before, so many steps earlier. */
function differences(figure: (difference: number, steps: number) => number): AlongRow {
    return (row) => {
        let before = -1;
        return row.map((value, at) => {
            if (Number.isNaN(value)) {
                return value;
            }
            const earlier = before < 0 ? Number.NaN : (row[before] ?? Number.NaN);
            const steps = at - before;
            before = at;
            return Number.isNaN(earlier) ? earlier : figure(value - earlier, steps);
        });
    };
}

/** Growth per time; where a counter has begun anew there is none. */
function rates(seconds: number, stepSeconds: number): AlongRow {
    return differences((difference, steps) =>
        difference < 0 ? Number.NaN : (difference * seconds) / (steps * stepSeconds),
    );
}

function sums(factor: number): AlongRow {
    return (row) => {
        let sum = 0;
        return row.map((value) => {
            sum += Number.isNaN(value) ? 0 : value * factor;
            return Number.isNaN(value) ? value : sum;
        });
    };
}

/** Exponentially weighted, over a span of so many points. */
function smoothed(span: number): AlongRow {
    const weight = 2 / (span + 1);
    return (row) => {
        let average = Number.NaN;
        return row.map((value) => {
            if (Number.isNaN(value)) {
                return value;
            }
            average = Number.isNaN(average) ? value : weight * value + (1 - weight) * average;
            return average;
        });
    };
}

function medians(span: number): AlongRow {
    return (row) =>
        row.map((value, at) => {
            const window = row.slice(Math.max(0, at - span + 1), at + 1);
            const sorted = window.filter((one) => !Number.isNaN(one)).sort();
            return Number.isNaN(value)
                ? value
                : (sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN);
        });
}

function moving(steps: number, method: string): AlongRow {
    const span = Math.max(1, Math.round(steps));
    return (row) =>
        row.map(
            (_, at) =>
                aggregate(row.slice(Math.max(0, at - span + 1), at + 1), method) ?? Number.NaN,
        );
}

const counts: Readonly<Record<string, (value: number) => boolean>> = {
    count_not_null: (value) => !Number.isNaN(value),
    count_nonzero: (value) => !Number.isNaN(value) && value !== 0,
    count_nonzero_finite: (value) => Number.isFinite(value) && value !== 0,
};

/** How many groups have a value that counts. */
function counted(source: Source, isCounted: (value: number) => boolean): Source {
    return {
        by: [],
        groups: (asOf) => {
            const firsts = [...source.groups(asOf).values()];
            return firsts.length === 0 ? new Map() : new Map([["*", Math.min(...firsts)]]);
        },
        rows: (range, asOf) => {
            const rows = [...source.rows(range, asOf).values()];
            const numbers = emptyRow(range).map((_, at) => {
                const present = rows.map((row) => row[at] ?? Number.NaN).filter(isThere);
                return present.length === 0 ? Number.NaN : present.filter(isCounted).length;
            });
            return new Map([["*", numbers]]);
        },
    };
}

const isThere = (value: number): boolean => !Number.isNaN(value);
