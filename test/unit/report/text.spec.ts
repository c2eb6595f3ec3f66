import assert from "node:assert/strict";
import { stripVTControlCharacters } from "node:util";

import { rehearsalText } from "../../../report/rehearsed/text";
import { bothMoments, model } from "./fixture";

const longest = (text: string): number => Math.max(...text.split("\n").map(({ length }) => length));

describe("the summary for a terminal", () => {
    for (const width of [50, 60, 80, 120]) {
        it(`fits ${width} columns and keeps the arms and the verdicts`, () => {
            const text = rehearsalText(model, { width, hasColour: false });
            assert.ok(longest(text) <= width, `${longest(text)} columns wide`);
            assert.match(text, /hpa \+ limits +.*31 %/);
            assert.match(text, /replicas +.*cures/);
        });

        it(`fits ${width} columns with prevention and response, each under its name`, () => {
            const text = rehearsalText(bothMoments, { width, hasColour: false });
            assert.ok(longest(text) <= width, `${longest(text)} columns wide`);
            assert.match(text, /PREVENTION/);
            assert.match(text, /RESPONSE/);
            assert.match(text, /hpa .*helps in 1 of 5/);
        });
    }

    it("has both questions in one table where a terminal has 80 columns", () => {
        const text = rehearsalText(bothMoments, { width: 80, hasColour: false });
        assert.match(text, /PREVENTION +RESPONSE/);
        assert.match(text, /hpa +62 % .*helps +85 % .*helps in 1 of 5/);
    });

    it("says where connections leave new pods without work", () => {
        const said = rehearsalText(bothMoments, { width: 80, hasColour: false }).replace(
            /\s+/g,
            " ",
        );
        assert.match(
            said,
            /with hpa \(once told\) 1 of 2 pods answered 96 % of the requests, and CPU use ran from 2 % to 99 %/,
        );
        assert.match(said, /\(1 idled\)/);
        assert.doesNotMatch(rehearsalText(model, { width: 80, hasColour: false }), /kept alive/);
    });

    it("compares a late fix with what happened from then on without it", () => {
        const arms = bothMoments.arms.map((arm) =>
            arm.fix?.moment === "detection" ? { ...arm, fix: { ...arm.fix, without: 0.55 } } : arm,
        );
        const text = rehearsalText({ ...bothMoments, arms }, { width: 80, hasColour: false });
        assert.match(text, /no fix +87 % +55 %/);
        assert.match(text, /in all +from then on/);
    });

    it("says from when on a late fix leaves what it leaves", () => {
        const arms = bothMoments.arms.map((arm) =>
            arm.id === "replicas@detection" && arm.fix
                ? { ...arm, fix: { ...arm.fix, verdict: { ...arm.fix.verdict, helped: 5 } } }
                : arm,
        );
        const said = rehearsalText({ ...bothMoments, arms }, { width: 80, hasColour: false });
        assert.match(said.replace(/\s+/g, " "), /replicas .*of requests fail from then on\)/);
        assert.match(said.replace(/\s+/g, " "), /replicas cures it \(0\.4 % of requests fail\)\./);
    });

    it("has no pods to speak of where all are at their limit, or none is", () => {
        const withPods = (...used: readonly number[]) => ({
            ...bothMoments,
            arms: bothMoments.arms.map((arm) => ({
                ...arm,
                pods: arm.pods.map((pod, index) => ({ ...pod, cpuOfLimit: used[index] })),
            })),
        });
        const text = (...used: readonly number[]): string =>
            rehearsalText(withPods(...used), { width: 80, hasColour: false });
        assert.match(text(0.95, 0.4), /kept alive/);
        assert.doesNotMatch(text(0.95, 0.6), /kept alive/);
        assert.doesNotMatch(text(0.6, 0.02), /kept alive/);
    });

    it("names an alert under a fix that spared the users as what it is", () => {
        const arms = model.arms.map((arm) =>
            arm.id === "hpa,limits@before" && arm.monitors
                ? { ...arm, monitors: { ...arm.monitors, isFalseAlarm: true } }
                : arm,
        );
        const said = rehearsalText({ ...model, arms }, { width: 80, hasColour: false });
        assert.match(
            said.replace(/\s+/g, " "),
            /under hpa \+ limits \(in place before\) as well \(seed 1\): as far as users go a false alarm/,
        );
        assert.doesNotMatch(rehearsalText(model, { width: 80, hasColour: false }), /false alarm/);
    });

    it("speaks of orders and money only where somebody orders", () => {
        const text = (change: object): string =>
            rehearsalText(
                {
                    ...model,
                    arms: model.arms.map((arm) => ({ ...arm, harm: { ...arm.harm, ...change } })),
                },
                { width: 100, hasColour: false },
            );
        assert.match(
            text({ failedOrders: 5, dollarsAtRisk: 374.21 }),
            /5 orders failed, \$374\.21/,
        );
        const nobody = { failedOrders: undefined, dollarsAtRisk: undefined };
        assert.doesNotMatch(text(nobody), /orders failed|at risk/);
    });

    it("says how many users a load took that finds their number", () => {
        const load = { users: 500, held: [230, 260], spawnRate: 10, durationSeconds: 480 } as const;
        const said = rehearsalText({ ...model, load }, { width: 120, hasColour: false }).replace(
            /\s+/g,
            " ",
        );
        assert.match(
            said,
            /as many users as keep the shop slow, 230 to 260 of at most 500, for 8 min/,
        );
    });

    it("shows more figures where there is room", () => {
        assert.match(rehearsalText(model, { width: 120, hasColour: false }), /scales/);
        assert.doesNotMatch(rehearsalText(model, { width: 60, hasColour: false }), /scales/);
    });

    it("has colours only when asked", () => {
        assert.ok(!rehearsalText(model, { width: 80, hasColour: false }).includes("\u001b"));
        assert.ok(rehearsalText(model, { width: 80, hasColour: true }).includes("\u001b["));
    });

    it("is as wide with colours as without", () => {
        const plain = stripVTControlCharacters(
            rehearsalText(model, { width: 80, hasColour: true }),
        );
        assert.equal(plain, rehearsalText(model, { width: 80, hasColour: false }));
    });

    it("says that it is simulated, in words and in the table", () => {
        const text = rehearsalText(model, { width: 80, hasColour: false });
        assert.match(text, /SIMULATED, not measured/);
        assert.match(text, /^simulated /m);
        assert.match(text.replace(/\s+/g, " "), /host speed published, .*seeds 1 to 5/);
    });

    it("says which monitor tells first, and how late", () => {
        const text = rehearsalText(model, { width: 100, hasColour: false }).replace(/\s+/g, " ");
        assert.match(text, /monitor “Front-end restarts” would have told you first, 52 s after/);
    });

    it("names fixes that the record accepts and nobody tried", () => {
        const style = { width: 80, hasColour: false };
        const fixes = [
            {
                action: "Do the usual",
                why: "it may",
                remediation: "limits",
                serves: ["prevention"],
            },
            { action: "Do right", why: "it helps", remediation: "probes", serves: ["prevention"] },
            { action: "React", why: "it helps", remediation: "restart", serves: ["response"] },
            { action: "Tell customers", why: "no setting does", serves: ["prevention"] },
        ] as const;
        assert.match(rehearsalText({ ...model, fixes }, style), /Not tried here: probes\./);
        assert.doesNotMatch(
            rehearsalText({ ...model, fixes: fixes.slice(0, 1) }, style),
            /Not tried here/,
        );
    });

    it("says so when a run was not the incident", () => {
        const [row] = model.contract;
        assert.ok(row);
        const none = { value: "2", metSeeds: 1, seeds: 5 };
        const contract = [{ ...row, cells: { ...row.cells, none } }];
        const text = rehearsalText({ ...model, contract }, { width: 80, hasColour: false });
        assert.match(text.replace(/\s+/g, " "), /not quite hybrid; .* right in 1 of 5 seeds/);
    });
});
