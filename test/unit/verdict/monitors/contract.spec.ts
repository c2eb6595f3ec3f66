import assert from "node:assert/strict";
import { checkContract } from "../../../../verdict/monitors/contract";
import { catalogueSet } from "../../datadog/monitors/support/fromCatalogue";
import { timelinesOf } from "../../../../datadog/monitors/timeline";
import { monitorsIn } from "../../components/observability/scope";
import {
    contractOf,
    runNames,
    shopSlos,
    simulatedRun,
    type Trial,
    trials,
} from "../../datadog/monitors/support/simulated";

const monitors = monitorsIn();
const set = catalogueSet(monitors, shopSlos);

/** Not one lucky seed alone; more take too long for every commit. */
const seeds = [1, 2];

describe("the stack's monitors over simulated runs", function () {
    this.timeout(120_000);

    runNames.forEach((name) => {
        it(`keep the contract of ${name}, whatever the seed`, async () => {
            for (const seed of seeds) {
                const run = await simulatedRun(name, seed);
                const rows = checkContract(
                    timelinesOf(run, set),
                    contractOf(name),
                    run.evidence.run,
                );
                assert.deepEqual(
                    rows
                        .filter(({ problem }) => problem !== undefined)
                        .map(({ monitor, problem = "" }) => `seed ${seed}: ${monitor} ${problem}`),
                    [],
                );
            }
        });
    });

    it("name the incident that it is, and no other", async () => {
        for (const name of runNames) {
            const { monitors: timelines } = timelinesOf(await simulatedRun(name), set);
            const named = timelines
                .filter(({ type, firstAlertAt }) => type === "composite" && firstAlertAt)
                .map(({ monitor }) => monitor);
            const isIncident = contractOf(name).mustFire.length > 0;
            assert.deepEqual(named, isIncident ? [`incident-${name}`] : [], name);
        }
    });

    describe("near an incident", () => {
        let all: readonly Trial[] = [];

        before(async () => {
            all = await trials(monitors.map(({ id }) => id));
        });

        it("do not take one thing for another", () => {
            const problems = all
                .filter(({ name }) => !runNames.includes(name))
                .flatMap(({ name, run, contract }) =>
                    checkContract(timelinesOf(run, set), contract, run.evidence.run)
                        .filter(({ problem }) => problem !== undefined)
                        .map(({ monitor, problem = "" }) => `${name}: ${monitor} ${problem}`),
                );
            assert.deepEqual(problems, []);
        });
    });
});
