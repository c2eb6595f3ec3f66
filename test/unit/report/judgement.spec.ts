import assert from "node:assert/strict";

import { headline } from "../../../report/headline";
import { bestArm, judgeArm, judgementText, momentsOf, reportAt } from "../../../report/judgement";
import type { Worth } from "../../../verdict/fixWorth";
import { bothMoments, figureOf, fixOf, model } from "./fixture";

const without = (...ids: readonly string[]) => ({
    ...model,
    arms: model.arms.filter(({ id }) => !ids.includes(id)),
});

describe("the judgement on a fix", () => {
    it("is what its seeds say", () => {
        assert.equal(judgeArm(model, "replicas@before"), "cures");
        assert.equal(judgeArm(model, "hpa,limits@before"), "helps");
        assert.equal(judgeArm(model, "limits@before"), "does nothing");
        assert.equal(judgeArm(model, "none"), undefined);
    });

    it("says in how many runs a fix helps that does not in all", () => {
        assert.equal(judgementText(bothMoments, "hpa@detection"), "helps in 1 of 5");
        assert.equal(judgementText(bothMoments, "replicas@before"), "cures");
        assert.equal(judgementText(bothMoments, "none"), "");
    });

    it("finds the best of the fixes that help in most runs, moment by moment", () => {
        assert.deepEqual(momentsOf(bothMoments), ["before", "detection"]);
        assert.equal(bestArm(bothMoments, "before")?.id, "replicas@before");
        // One run in five is no help that anybody could rely on.
        assert.equal(bestArm(bothMoments, "detection"), undefined);
    });

    it("prefers what leaves little in every run to what cures one of them", () => {
        const worth = (value: number): Worth => (value < 0.01 ? "cures" : "helps");
        const left = {
            "hpa,limits@before": [0.02, 0.02, 0.02, 0.03, 0.02],
            "replicas@before": [0, 0.25, 0.3, 0.3, 0.4],
        };
        const arms = model.arms.map((arm) => {
            const values = left[arm.id as keyof typeof left] as readonly number[] | undefined;
            return values === undefined ? arm : { ...arm, fix: fixOf("before", values, worth) };
        });
        assert.equal(bestArm({ ...model, arms }, "before")?.id, "hpa,limits@before");
    });

    it("does not hold against a fix what its node lacked, and calls none a cure that does not fit", () => {
        const shortage = { saturatedShare: 0.9, podsPending: 0, seedsWithoutLoad: 0, text: "" };
        const withShortage = (change: object) => ({
            ...model,
            arms: model.arms.map((arm) => ({ ...arm, shortage: { ...shortage, ...change } })),
        });
        assert.equal(judgeArm(withShortage({}), "limits@before"), "lacks CPUs");
        assert.equal(judgeArm(withShortage({}), "replicas@before"), "cures");
        assert.equal(judgeArm(withShortage({ podsPending: 2 }), "replicas@before"), "helps");
        assert.equal(
            judgeArm(withShortage({ seedsWithoutLoad: 1 }), "replicas@before"),
            "lacks CPUs",
        );
    });
});

describe("a report of one moment", () => {
    it("says when the fixes came, where that was later than the load", () => {
        assert.equal(reportAt(bothMoments, "detection").range.fixAt, 116);
        assert.equal(reportAt(bothMoments, "before").range.fixAt, undefined);
    });

    it("has what is without a fix and the fixes of that moment, in arms and plots", () => {
        const { arms, panels, failures } = reportAt(bothMoments, "detection");
        assert.deepEqual(
            arms.map(({ id }) => id),
            ["none", "hpa@detection", "replicas@detection"],
        );
        assert.deepEqual(
            panels.flatMap(({ lines }) => lines.map(({ arm }) => arm)),
            ["none", "none", "none"],
        );
        assert.deepEqual(
            failures.map(({ arm }) => arm),
            ["none"],
        );
    });
});

describe("the headline", () => {
    it("answers what breaks, what prevents it, and what helps once it is there", () => {
        assert.equal(
            headline(bothMoments),
            "Without a fix the front-end is killed 7 times and 87 % of requests fail. " +
                "Prevention: in place before the load, replicas cures it (0.4 % of requests fail). " +
                "Response: applied a minute after the first alert, 1 min 56 s into the load, no " +
                "fix that was tried can be relied on.",
        );
    });

    it("does not recommend anything when nothing helps", () => {
        const arms = without("hpa@before", "replicas@before", "hpa,limits@before");
        assert.match(headline(arms), /in place before the load, no fix that was tried helps\.$/);
    });

    it("says which of the accepted fixes were not tried before it calls nothing a help", () => {
        const fixes = [
            { action: "Do it", why: "it helps", remediation: "probes", serves: ["prevention"] },
            { action: "Undo it", why: "it helps", remediation: "restore", serves: ["response"] },
        ] as const;
        const arms = without("hpa@before", "replicas@before", "hpa,limits@before");
        assert.match(
            headline({ ...arms, fixes }),
            /no fix that was tried helps; not tried: probes\.$/,
        );
    });

    it("warns of chance where there is one seed only", () => {
        const source = { ...model.source, all: [7] };
        assert.match(headline({ ...model, source }), /One seed only: .* chance\.$/);
        assert.doesNotMatch(headline(model), /One seed/);
    });

    it("speaks of slowness where the incident is slowness", () => {
        const slow = { ...model, lead: "p95Ms" } as const;
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
});
