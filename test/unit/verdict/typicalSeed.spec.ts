import { equal } from "node:assert/strict";

import { type FigureOf, typicalSeed } from "../../../verdict/typicalSeed";

const seeds = [4, 5, 6, 7, 8];

const arm = (...values: readonly (number | undefined)[]): FigureOf => {
    return (seed) => values[seeds.indexOf(seed)];
};

describe("the seed that is shown", () => {
    it("is the one of the median where there is one arm", () => {
        equal(typicalSeed(seeds, [arm(0.9, 0.1, 0.5, 0.7, 0.2)]), 6);
    });

    it("is near the medians of all arms, each by how far its own seeds lie apart", () => {
        // Seed 6 is the median of the first and at the end of the second; 7 is near both.
        const wide = arm(0, 100, 50, 55, 90);
        const narrow = arm(0.1, 0.11, 0.2, 0.12, 0.13);
        equal(typicalSeed(seeds, [wide, narrow]), 7);
    });

    it("is the first where the seeds do not differ, or nothing is known", () => {
        equal(typicalSeed(seeds, [arm(1, 1, 1, 1, 1)]), 4);
        equal(typicalSeed(seeds, [arm()]), 4);
        equal(typicalSeed([9], [arm(1)]), 9);
    });

    it("is not one without the figure, where others have it", () => {
        equal(typicalSeed(seeds, [arm(undefined, 0.9, 0.5, 0.1, undefined)]), 6);
    });
});
