import { median } from "../verdict/chance";
import { judgedFigures, type Yardstick } from "./comparison";
import type { SimulatedFigures } from "./figures";
import type { MeasuredRun } from "./measuredRun";
import { rented } from "./rentedRuns";
import { threeDigits } from "./row";

type Pass = Yardstick & { readonly cpuMilliseconds: number };

type Setup = Omit<MeasuredRun, "measured">;

/** A set-up that was simulated first, by constants as they are, and then measured. */
export interface Foreseen {
    readonly setup: Setup;
    /** Twenty minutes apart, on the same machine. */
    readonly passes: readonly Pass[];
}

/** Per pass: requests a second, share of failures, mean in seconds, CPU of a request in ms. */
type Figures = readonly [number, number, number, number];

function foreseen(
    setup: Pick<Setup, "users" | "cpuLimit" | "seconds">,
    ...passes: Figures[]
): Foreseen {
    return {
        setup: { ...rented, ...setup, id: `${setup.users} users at ${setup.cpuLimit}` },
        passes: passes.map(([requestsPerSecond, failedShare, meanSeconds, cpuMilliseconds]) => ({
            ...{ requestsPerSecond, failedShare, meanSeconds, cpuMilliseconds },
            killsAtSeconds: [],
        })),
    };
}

export const foreseenRuns: readonly Foreseen[] = [
    foreseen(
        { users: 60, cpuLimit: "100m", seconds: 90 },
        [28.6, 0.0896, 0.109, 3.2],
        [28.4, 0.0903, 0.133, 3.26],
    ),
    foreseen(
        { users: 250, cpuLimit: "150m", seconds: 120 },
        [95.3, 0.0857, 0.586, 1.56],
        [88.3, 0.0981, 0.803, 1.69],
    ),
    foreseen(
        { users: 400, cpuLimit: "180m", seconds: 120 },
        [143.1, 0.1198, 0.737, 1.25],
        [115.3, 0.2081, 1.38, 1.56],
    ),
    foreseen(
        { users: 300, cpuLimit: "140m", seconds: 120 },
        [95.6, 0.1288, 1.09, 1.45],
        [78, 0.2825, 1.766, 1.79],
    ),
    foreseen(
        { users: 500, cpuLimit: "250m", seconds: 120 },
        [188.4, 0.109, 0.574, 1.32],
        [197.3, 0.1045, 0.461, 1.26],
    ),
    foreseen(
        { users: 750, cpuLimit: "300m", seconds: 150 },
        [234.8, 0.1134, 1.056, 1.27],
        [260.2, 0.1084, 0.751, 1.15],
    ),
];

export interface Foresight {
    readonly run: Foreseen;
    readonly figures: readonly SimulatedFigures[];
}

interface Judged {
    readonly cells: readonly string[];
    /** CPU of a request, measured over simulated. */
    readonly costRatio: number;
    readonly isKept: boolean;
}

/** Of docs/fidelity.md. */
export function foreseenSection(all: readonly Foresight[]): readonly string[] {
    const judged = all.flatMap(({ run, figures }) =>
        run.passes.map((pass, nth) => judgedPass(run.setup, pass, nth, figures)),
    );
    const kept = judged.filter(({ isKept }) => isKept);
    const missed = judged.filter(({ isKept }) => !isKept);
    return [
        "## Simulated first, measured then",
        "",
        "Six set-ups that nothing had been fitted to, on the rented machine, each measured twice after it",
        `had been simulated. **${kept.length} of ${judged.length} are kept in all five figures.** What decides is what the`,
        "machine was like in those minutes, which somebody else shares: where it is kept, a request cost",
        `${spread(kept)} times the CPU that was simulated, where it is missed ${spread(missed)} times. At`,
        "the knee a tenth more of that makes the mean half as long again.",
        "",
        "| run | pass | CPU-ms a request | req/s | failed % | mean s |  |",
        "| --- | ---: | --- | --- | --- | --- | --- |",
        ...judged.map(({ cells }) => `| ${cells.join(" | ")} |`),
        "",
        "Each cell: measured, then simulated.",
        "",
    ];
}

function judgedPass(
    setup: Setup,
    pass: Pass,
    nth: number,
    figures: readonly SimulatedFigures[],
): Judged {
    const rows = judgedFigures({ measured: pass }, figures);
    const isKept = rows.every(({ isInside }) => isInside !== false);
    const cost = median(figures.map(({ cpuMilliseconds }) => cpuMilliseconds));
    const both = (name: string): string => {
        const row = rows.find(({ figure }) => figure === name);
        return row === undefined ? "" : `${threeDigits(row.measured)}, ${threeDigits(row.median)}`;
    };
    return {
        cells: [
            ...[
                setup.id,
                String(nth + 1),
                `${threeDigits(pass.cpuMilliseconds)}, ${threeDigits(cost)}`,
            ],
            ...["req/s", "failed %", "mean s"].map(both),
            isKept ? "kept" : "**missed**",
        ],
        costRatio: pass.cpuMilliseconds / cost,
        isKept,
    };
}

function spread(judged: readonly Judged[]): string {
    const ratios = judged.map(({ costRatio }) => costRatio);
    return `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`;
}
