/**
 * Records and runbooks against the simulation: what they say about a fix is what a rehearsal shows,
 * a minute after the first monitor has told. Few seeds: enough for what helps in most runs.
 */
import assert from "node:assert/strict";

import { rehearse } from "../../../rehearsal/rehearsal";
import type { FixVerdict } from "../../../verdict/fixWorth";
import type { RunbookStep } from "../../../scenarios/observation";
import { scenarios } from "../../../scenarios/registry";
import type { Scenario } from "../../../scenarios/scenario";

const seeds = [1, 2, 3];

/**
 * What the steps come to: a fix that the next step adds to is only on the way. So three pods may be
 * the first of two steps, but not the last one.
 */
function outcomesOf(steps: readonly RunbookStep[]): readonly string[] {
    const arms = steps.flatMap(({ remediation }) => remediation ?? []);
    const parts = (arm = ""): readonly string[] => arm.split(",");
    return arms.filter((arm, index) => {
        const next = parts(arms[index + 1]);
        return !parts(arm).every((part) => next.includes(part));
    });
}

const remediationsOf = (fixes: readonly { readonly remediation?: string }[]): readonly string[] =>
    fixes.flatMap(({ remediation }) => remediation ?? []);

/** What a fix is worth to the incident once a monitor has told; by the setting's value. */
async function responses(
    { id, load }: Scenario,
    arms: readonly string[],
): Promise<ReadonlyMap<string, FixVerdict>> {
    const { durationSeconds, responseSeconds = durationSeconds } = load;
    const { result } = await rehearse({
        incident: id,
        arms: ["none", ...new Set(arms)],
        fixAt: ["detection"],
        seeds,
        hostSpeed: "published",
        settings: { duration: `${responseSeconds}s` },
        afterSeconds: 60,
    });
    return new Map(
        result.arms.flatMap(({ remediation, verdict }) =>
            verdict === null ? [] : [[remediation, verdict]],
        ),
    );
}

/** In more than half of the runs, as the report has it when it names the best fix. */
const helps = (verdict: FixVerdict | undefined): boolean =>
    verdict !== undefined && verdict.helped > verdict.seeds / 2;

/** Where no user is harmed a fix cannot show what it is worth. */
const isOfNoUse = (verdict: FixVerdict | undefined): boolean =>
    verdict !== undefined && verdict.judgement !== "no harm" && !helps(verdict);

const shown = (verdict: FixVerdict | undefined): string =>
    verdict === undefined
        ? "was not played"
        : `${verdict.judgement}, in ${verdict.helped} of ${verdict.seeds}`;

for (const scenario of Object.values<Scenario>(scenarios)) {
    describe(`fixes of ${scenario.id}, in mid-incident`, function () {
        this.timeout(300_000);
        const { acceptedFixes, wrongFixes, runbook } = scenario;
        const accepted = remediationsOf(
            acceptedFixes.filter(({ serves }) => serves.includes("response")),
        );
        const onlyPrevention = remediationsOf(
            acceptedFixes.filter(({ serves }) => !serves.includes("response")),
        );
        const wrong = remediationsOf(wrongFixes);
        const recommended = outcomesOf(runbook.remediate);
        let verdicts: ReadonlyMap<string, FixVerdict>;

        before(async () => {
            const all = [...accepted, ...onlyPrevention, ...wrong, ...recommended];
            verdicts = await responses(scenario, all);
        });

        it("are recommended by the runbook only where the rehearsal shows that they help", () => {
            assert.ok(recommended.length > 0);
            for (const arm of recommended) {
                assert.ok(verdicts.has(arm), arm);
                assert.ok(!isOfNoUse(verdicts.get(arm)), `${arm}: ${shown(verdicts.get(arm))}`);
            }
        });

        it("are accepted as a response only where they help", () => {
            assert.ok(accepted.length > 0);
            for (const arm of accepted) {
                assert.ok(verdicts.has(arm), arm);
                assert.ok(!isOfNoUse(verdicts.get(arm)), `${arm}: ${shown(verdicts.get(arm))}`);
            }
        });

        it("are called wrong where they do not, and prevention only where it depends on luck", () => {
            for (const arm of wrong) {
                assert.ok(!helps(verdicts.get(arm)), `${arm}: ${shown(verdicts.get(arm))}`);
            }
            for (const arm of onlyPrevention) {
                const verdict = verdicts.get(arm);
                assert.ok(verdict && verdict.helped < verdict.seeds, `${arm}: ${shown(verdict)}`);
            }
        });
    });
}

describe("the steps of a runbook", () => {
    it("count by what they come to: the last of each line of steps", () => {
        const steps = (...arms: readonly string[]): readonly RunbookStep[] =>
            arms.map((remediation) => ({ say: "Do it.", remediation }));
        assert.deepEqual(outcomesOf(steps("replicas", "replicas,restart")), ["replicas,restart"]);
        assert.deepEqual(outcomesOf(steps("limits", "replicas")), ["limits", "replicas"]);
        assert.deepEqual(outcomesOf(steps("replicas")), ["replicas"]);
    });
});
