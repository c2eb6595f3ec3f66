import assert from "node:assert/strict";

import { headline } from "../../../report/headline";
import { bestArm, judge, judgeArm } from "../../../report/judgement";
import type { Cell, Effect } from "../../../report/model";
import { figureOf, model } from "./fixture";

const judged = (estimate: number, half: number, better: "lower" | "higher" = "lower"): unknown => {
    const effect: Effect = { estimate, low: estimate - half, high: estimate + half };
    const figure = figureOf("some", "some figure", "count", better, [[10], [10, effect]]);
    return judge(figure, "hpa");
};

describe("the judgement on a fix", () => {
    it("is by how much of the harm is gone, if that is beyond chance", () => {
        assert.equal(judged(-9.5, 0.1), "cures");
        assert.equal(judged(-5, 1), "helps");
        assert.equal(judged(-0.5, 0.1), "hardly helps");
        assert.equal(judged(2, 1), "makes it worse");
        assert.equal(judged(5, 1, "higher"), "helps");
    });

    it("calls slowness cured when the shop is as fast as ever", () => {
        const slow = (after: number): unknown => {
            const effect = { estimate: after - 1200, low: after - 1300, high: after - 1100 };
            const given = [[1200], [after, effect]] as const;
            return judge(figureOf("p95Ms", "p95", "milliseconds", "lower", given), "hpa");
        };
        assert.equal(slow(199), "cures");
        assert.equal(slow(201), "helps");
    });

    it("is silent about a difference that could be chance, however large", () => {
        assert.equal(judged(-9, 9.1), "no clear effect");
        assert.equal(judged(0, 0), "no clear effect");
    });

    it("goes by the difference alone where one seed leaves no interval, and says so", () => {
        const alone = figureOf("some", "some figure", "count", "lower", [[10], [3]]);
        assert.equal(judge(alone, "hpa"), "helps");
        const simulation = { ...model.simulation, seeds: [7] };
        assert.match(headline({ ...model, simulation }), /One seed only: .* chance\.$/);
        assert.doesNotMatch(headline(model), /One seed/);
    });

    it("does not exist for what nothing is compared with", () => {
        const alone = figureOf("some", "some figure", "count", "lower", [[10], [undefined]]);
        assert.equal(judge(alone, "hpa"), undefined);
        assert.equal(judge(alone, "none"), undefined);
    });

    it("calls nothing a cure under which the front-end is still killed", () => {
        assert.equal(judgeArm(model, "replicas"), "cures");
        const [restarts, ...others] = model.figures;
        assert.ok(restarts);
        const cells = { ...restarts.cells, replicas: { ...restarts.cells.none, value: 1 } as Cell };
        const figures = [{ ...restarts, cells }, ...others];
        assert.equal(judgeArm({ ...model, figures }, "replicas"), "helps");
    });

    it("finds the best of the fixes that help", () => {
        assert.equal(bestArm(model), "replicas");
        const arms = model.arms.filter(({ id }) => id === "none" || id === "limits");
        assert.equal(bestArm({ ...model, arms }), undefined);
    });
});

describe("the headline", () => {
    it("says what breaks without a fix, which fix to take, and what the others do", () => {
        assert.equal(
            headline(model),
            "Without a fix the front-end is killed 7 times and 87 % of requests fail. " +
                "With replicas, which cures it, 0.4 % of requests fail. " +
                "Helped by hpa, hpa + limits; no clear effect of limits.",
        );
    });

    it("does not recommend anything when nothing helps", () => {
        const arms = model.arms.filter(({ id }) => id === "none" || id === "limits");
        assert.match(headline({ ...model, arms }), /No fix that was tried makes a real difference/);
    });

    it("speaks of slowness where the incident is slowness", () => {
        const slow = { ...model, lead: "p95Ms" };
        assert.match(headline(slow), /the p95 response time is 135 s, 87 % of requests fail\./);
    });

    it("does not speak of failures where nothing fails", () => {
        const figures = model.figures.map((figure) =>
            figure.id === "requestFailureRatio"
                ? figureOf(figure.id, figure.label, "ratio", "lower", [[0]])
                : figure,
        );
        assert.match(
            headline({ ...model, figures, lead: "p95Ms" }),
            /the p95 response time is 135 s and no request fails\./,
        );
    });

    it("only says what breaks when no fix was tried", () => {
        const arms = model.arms.slice(0, 1);
        assert.match(headline({ ...model, arms }), /^Without a fix [^.]*\.$/);
    });

    it("does not hold against a fix what its node lacked, and calls none a cure that does not fit", () => {
        const shortage = { saturatedShare: 0.9, podsPending: 0, seedsWithoutLoad: 0, text: "" };
        const withShortage = (change: object) => ({
            ...model,
            arms: model.arms.map((arm) => ({ ...arm, shortage: { ...shortage, ...change } })),
        });
        assert.equal(judgeArm(withShortage({}), "limits"), "lacks CPUs");
        assert.equal(judgeArm(withShortage({}), "replicas"), "cures");
        assert.equal(judgeArm(withShortage({ podsPending: 2 }), "replicas"), "helps");
        assert.equal(judgeArm(withShortage({ seedsWithoutLoad: 1 }), "replicas"), "lacks CPUs");
    });
});
