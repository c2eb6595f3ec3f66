import { deepEqual, ok } from "node:assert/strict";

import { labComparison, clusterComparison } from "../../../twin/fidelity/comparison";
import { measuredRuns } from "../../../twin/fidelity/measuredRuns";
import { asMeasured, play, settingsOf } from "../../../twin/fidelity/playRun";
import { promisedRuns } from "../../../twin/fidelity/promises";
import { median } from "../../../verdict/interval";
import { objectsOf, played } from "./worlds";

/*
 * A few seeds only, so that it takes seconds; docs/fidelity.md has twenty. What it does not prove:
 * that runs which nobody looked at while the constants were set come out as well.
 */
const seeds = [1, 2, 3, 4, 5];

describe("the simulated front-end beside the measured one", () => {
    for (const run of measuredRuns) {
        it(`keeps the targets of the run "${run.id}"`, async () => {
            const objects = asMeasured(await objectsOf(settingsOf(run)), run);
            const figures = seeds.map((seed) => play(objects, run.conditions, seed));
            const compare = run.conditions.hostSpeed === "lab" ? labComparison : clusterComparison;
            const missed = compare(run, figures).filter(({ isInside }) => isInside === false);
            deepEqual(missed, []);
        });
    }
});

describe("the incidents on the published machine", () => {
    for (const { title, settings, promises } of promisedRuns) {
        it(`keep what they promise. ${title}`, async () => {
            const objects = await objectsOf(settings);
            const figures = seeds
                .slice(0, 3)
                .map((seed) => play(objects, { hostSpeed: "published" }, seed));
            for (const { words, value, low, high } of promises) {
                const middle = median(figures.map(value));
                ok(middle >= low && middle <= high, `${words}: ${middle}`);
            }
        });
    }

    it("are never the load generator's fault", async () => {
        const objects = await objectsOf({ incident: "crash" });
        const { result } = played(objects, { hostSpeed: "published" });
        ok((result.generator?.busyShare ?? 1) < 0.5, `${result.generator?.busyShare}`);
    });
});
