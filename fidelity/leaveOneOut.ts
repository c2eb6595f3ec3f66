import { inverse, Matrix } from "ml-matrix";

import type { RequestCost } from "../twin/physics/frontEnd";

/** How far, as a logarithm, each constant is moved to see what depends on it. */
const probeStep = 0.1;
/** Holds constants that the data say nothing of where they are; of the squares of logarithms. */
const ridge = 1e-3;
/** The furthest that a fit may go from where it begins: straight lines hold no further. */
const longestStep = 0.5;

/** What was measured of a run, and how to simulate the same under other constants. */
export interface Measurement {
    /** Left out together: everything of the same name. */
    readonly id: string;
    readonly measured: readonly number[];
    /** What a relative deviation of each figure counts. */
    readonly weights: readonly number[];
    readonly simulate: (cost: RequestCost) => Promise<readonly number[]>;
}

/** The constants fitted without one run at a time, by all others. */
export async function fitsWithoutOne(
    start: RequestCost,
    observations: readonly Measurement[],
): Promise<ReadonlyMap<string, RequestCost>> {
    const at = logarithms(start);
    const misses = async (point: readonly number[]): Promise<readonly number[]> => {
        const all = observations.map(async ({ measured, weights, simulate }) => {
            const simulated = await simulate(withLogarithms(point));
            return measured.map(
                (value, nth) => (weights[nth] ?? 0) * Math.log((simulated[nth] ?? NaN) / value),
            );
        });
        return (await Promise.all(all)).flat();
    };
    const [base, ...moved] = await Promise.all([
        misses(at),
        ...at.map((_, which) =>
            misses(at.map((value, nth) => value + (nth === which ? probeStep : 0))),
        ),
    ]);
    const owners = observations.flatMap(({ id, measured }) => measured.map(() => id));
    const slopes = owners.map((_, row) =>
        moved.map((values) => ((values[row] ?? 0) - (base[row] ?? 0)) / probeStep),
    );
    const without = (id: string): RequestCost => {
        const rows = owners.flatMap((owner, row) => (owner === id ? [] : [row]));
        const step = leastSquaresStep(
            rows.map((row) => slopes[row] ?? []),
            rows.map((row) => base[row] ?? 0),
        );
        return withLogarithms(at.map((value, nth) => value + (step[nth] ?? 0)));
    };
    return new Map(observations.map(({ id }) => [id, without(id)]));
}

/** One step of Gauss and Newton, held short. */
function leastSquaresStep(
    slopes: readonly (readonly number[])[],
    misses: readonly number[],
): readonly number[] {
    const jacobian = new Matrix(slopes.map((row) => [...row]));
    const transposed = jacobian.transpose();
    const normal = transposed.mmul(jacobian).add(Matrix.eye(jacobian.columns).mul(ridge));
    const gradient = transposed.mmul(Matrix.columnVector([...misses]));
    return inverse(normal)
        .mmul(gradient)
        .to1DArray()
        .map((value) => Math.max(-longestStep, Math.min(longestStep, -value)));
}

function logarithms({ batching, cold, caches }: RequestCost): readonly number[] {
    const { alone, crowd, halfway, steepness } = batching;
    const { refillCpuSeconds, workSeconds, idleSeconds } = caches;
    return [
        alone,
        crowd,
        halfway,
        steepness,
        cold.excess,
        cold.requests,
        refillCpuSeconds,
        workSeconds,
        idleSeconds,
    ].map(Math.log);
}

function withLogarithms(values: readonly number[]): RequestCost {
    const value = (nth: number): number => Math.exp(values[nth] ?? NaN);
    return {
        batching: { alone: value(0), crowd: value(1), halfway: value(2), steepness: value(3) },
        cold: { excess: value(4), requests: value(5) },
        caches: { refillCpuSeconds: value(6), workSeconds: value(7), idleSeconds: value(8) },
    };
}
