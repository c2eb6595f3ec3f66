import assert from "node:assert/strict";

import { foretold, type Prediction } from "../../../experiment/prediction";
import { judgedExperiment } from "../../../experiment/result";
import { experimentDocument } from "../../../report/experiment/document";
import { experimentModel } from "../../../report/experiment/model";
import { experimentText } from "../../../report/experiment/text";
import { experimentPage } from "../../../report/html/experimentPage";
import { scenarios } from "../../../scenarios/registry";
import { elements } from "../report/elements";
import { keptExperiment } from "./keptExperiment";

const { hybrid } = scenarios;
assert.ok(hybrid);

const experiment = keptExperiment();
const [played] = judgedExperiment(experiment, hybrid).arms;
assert.ok(played);

/** A rehearsal whose five seeds have these shares of failures; all else is as it was played. */
function predicted(ratios: readonly number[]): Prediction {
    const [run] = played?.seeds ?? [];
    assert.ok(run);
    const seeds = ratios.map((requestFailureRatio, at) => ({
        ...run,
        seed: at + 1,
        figures: { ...run.figures, requestFailureRatio },
    }));
    return {
        ...{ origin: "simulated", seeds: [1, 2, 3, 4, 5], hostSpeed: "published", nodeCpus: 4 },
        arms: [{ id: "none", seeds, verdict: null }],
    };
}

const failures = (prediction: Prediction) => {
    const { deviations } = foretold(prediction, [played]);
    const found = deviations.find(({ figure }) => figure === "requestFailureRatio");
    assert.ok(found);
    return found;
};

describe("what was predicted", () => {
    it("is as expected where one more seed could be as what was played", () => {
        const found = failures(predicted([0.8, 0.82, 0.85, 0.88, 0.9]));
        assert.deepEqual([found.predicted, found.played], [0.85, 0.85]);
        assert.equal(found.isStrange, false);
        assert.deepEqual(found.seedRange, [0.8, 0.9]);
    });

    it("is off where what was played leaves the spread of the seeds, and by how much", () => {
        const found = failures(predicted([0.4, 0.41, 0.42, 0.43, 0.44]));
        assert.equal(found.isStrange, true);
        assert.ok(Math.abs((found.difference ?? 0) - 0.43) < 1e-9);
        // Student's t of 4 degrees of freedom, and the spread of these five.
        const reach = 2.776 * 0.0158 * Math.sqrt(1.2);
        assert.ok(Math.abs((found.expected?.[1] ?? 0) - (0.42 + reach)) < 0.001);
    });

    it("is not off by what means nothing, however much the seeds agree", () => {
        assert.equal(failures(predicted([0.845, 0.845, 0.845, 0.845, 0.845])).isStrange, false);
        assert.equal(failures(predicted([0.8, 0.8, 0.8, 0.8, 0.8])).isStrange, true);
    });

    it("is not set beside a recovery: a rehearsal keeps its fix, and proves nothing", () => {
        const { deviations } = foretold(predicted([0.8, 0.8, 0.8, 0.8, 0.8]), [played]);
        assert.ok(deviations.length > 5);
        assert.ok(!deviations.some(({ figure }) => figure === "recoverySeconds"));
    });

    it("is said beside what was played, each figure with its origin, in page, text and JSON", () => {
        const model = experimentModel(experiment, predicted([0.4, 0.41, 0.42, 0.43, 0.44]));
        const document = experimentDocument(model);
        assert.ok(document.prediction);
        const page = experimentPage(model, document);
        const cells = elements(page, "data-predicted").filter(
            (cell) => cell["data-strange"] === "true",
        );
        assert.deepEqual(
            cells.map((cell) => cell["data-predicted"]),
            ["requestFailureRatio"],
        );
        assert.match(page, /<b>85 %<\/b> <small>measured<\/small><small>simulated: 42 %/);
        const text = experimentText(model, { width: 200, hasColour: false });
        assert.match(text, /Predicted by a rehearsal \(simulated, seeds 1 to 5\)/);
        assert.match(text, /no\s+fix, requests failed: 85 % measured, 42 % predicted/);
    });
});
