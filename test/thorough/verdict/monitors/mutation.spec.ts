import assert from "node:assert/strict";
import { mutantsOf } from "../../../unit/verdict/monitors/mutation/mutant";
import { Judge } from "../../../unit/verdict/monitors/mutation/judge";
import { operators } from "../../../unit/verdict/monitors/mutation/operators";
import { argued, unneeded } from "../../../unit/verdict/monitors/mutation/survivors";
import { trials } from "../../../unit/datadog/monitors/support/simulated";
import { monitorsIn } from "../../../unit/components/observability/scope";

/** Of all mutants; those whose survival is argued count as survivors. */
const wantedShare = 0.95;

describe("monitors with one thing wrong", function () {
    this.timeout(600_000);

    const monitors = monitorsIn();
    const mutants = monitors.flatMap((monitor) => mutantsOf(monitor, operators));
    let survivors: readonly string[] = [];

    before(async () => {
        const judge = new Judge(monitors, await trials(monitors.map(({ id }) => id)));
        survivors = mutants
            .filter(({ monitor }) => judge.catcherOf(monitor) === undefined)
            .map(({ kind, monitor }) => `${monitor.id}, ${kind}: ${monitor.query}`);
    });

    it("are made of every monitor", () => {
        monitors.forEach(({ id }) => {
            assert.ok(
                mutants.some(({ monitor }) => monitor.id === id),
                id,
            );
        });
    });

    it("are caught by the contract or the check, 95 of 100 at least", () => {
        const share = 1 - survivors.length / mutants.length;
        const text = `${mutants.length - survivors.length} of ${mutants.length}`;
        console.log(`      ${text} mutants caught: ${(share * 100).toFixed(1)} %`);
        survivors.forEach((one) => {
            console.log(`      survives: ${one}\n        ${argued(one) ?? "no reason known"}`);
        });
        assert.ok(share >= wantedShare, `${text} mutants are caught`);
    });

    it("survive only for a reason that is written down", () => {
        assert.deepEqual(
            survivors.filter((one) => argued(one) === undefined),
            [],
        );
        assert.deepEqual(unneeded(survivors), []);
    });
});
