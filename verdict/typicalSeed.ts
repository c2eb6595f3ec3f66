import { median } from "./chance";

/** A figure of an arm's run with that seed; undefined where it has none. */
export type FigureOf = (seed: number) => number | undefined;

/**
 * The seed whose runs are nearest to the medians of all arms together: each arm's distance counts by
 * how far its seeds lie apart. The first one of several that are as near.
 */
export function typicalSeed(seeds: readonly number[], arms: readonly FigureOf[]): number {
    const scales = arms.map((figure) => {
        const values = seeds.map(figure).filter((value) => value !== undefined);
        return { figure, middle: median(values), range: Math.max(...values) - Math.min(...values) };
    });
    const distance = (seed: number): number =>
        scales.reduce((sum, { figure, middle, range }) => {
            const value = figure(seed);
            // Where the seeds agree there is nothing to be near to.
            return range > 0
                ? sum + (value === undefined ? 1 : Math.abs(value - middle) / range)
                : sum;
        }, 0);
    const [first = NaN, ...others] = seeds;
    return others.reduce((best, seed) => (distance(seed) < distance(best) ? seed : best), first);
}
