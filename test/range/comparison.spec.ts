/**
 * The same incidents on a range, by real controllers, and in rehearsals: the same verdicts on what
 * the incident promises, and figures that a rehearsal's seeds have as well. The guides' four
 * wherever ranges are tested; the others by name, or with COMPARED=all.
 */
import assert from "node:assert/strict";

import { plansOf, twinInputOf } from "../../rehearsal/plans";
import { performRun } from "../../rehearsal/run";
import type { RehearsalRequest } from "../../rehearsal/types";
import type { RunResult } from "../../verdict/judgedArm";
import { scenarios } from "../../scenarios/registry";
import { startSeconds } from "../../twin/physics/generator";
import { figureOf, isMet } from "../../verdict/contract";
import { nextInterval } from "../../verdict/student";
import { type IncidentRun, playOnRange } from "../support/range/incidentRun";

/** Of those that are always played: as short as shows what the incident promises. */
const durations: Readonly<Record<string, string>> = {
    ...{ crash: "4m", hybrid: "6m", latency: "3m", payment: "2m" },
};

/** What two cores carry beside the components. */
const speedOf = (incident: string): number => (incident === "crash" ? 5 : 10);

const asked = process.env.COMPARED ?? Object.keys(durations).join();
const incidents = asked === "all" ? Object.keys(scenarios) : asked.split(",");

const seeds = Array.from({ length: 10 }, (_, at) => at + 1);

type Figures = RunResult["figures"];

interface Compared {
    readonly name: string;
    readonly rehearsed: (figures: Figures) => number | null;
    readonly onRange: (run: IncidentRun) => number | undefined;
    /** Smaller differences than that mean nothing. */
    readonly grain: number;
}

const compared: readonly Compared[] = [
    {
        name: "failed requests",
        rehearsed: ({ requestFailureRatio }) => requestFailureRatio,
        onRange: ({ summary }) => summary.totals.failureRatio,
        grain: 0.01,
    },
    {
        name: "requests a second",
        rehearsed: ({ requestsPerSecond }) => requestsPerSecond,
        onRange: ({ summary }) => summary.totals.requestsPerSecond,
        grain: 1,
    },
    {
        name: "mean ms",
        rehearsed: ({ meanMs }) => meanMs,
        onRange: ({ summary }) => summary.totals.milliseconds.mean,
        grain: 20,
    },
    {
        name: "restarts of the front-end",
        rehearsed: ({ frontEndRestarts }) => frontEndRestarts,
        onRange: ({ figures }) => figures.restarts({ service: "front-end" }),
        grain: 0,
    },
];

/** Of runs that are one more seed so many lie where they are expected. */
const share = 0.99;

/** The figures that are not as those of the seeds. */
function strange(run: IncidentRun, figures: readonly Figures[]): readonly string[] {
    return compared.flatMap(({ name, rehearsed, onRange, grain }) => {
        const values = figures.map(rehearsed).filter((value) => value !== null);
        const { low, high } = nextInterval(values, share);
        assert.ok(low !== null && high !== null, `${name}: too few seeds`);
        const value = onRange(run);
        const [least, most] = [Math.min(...values), Math.max(...values)];
        const said = `${name}: ${value}; rehearsed: ${least} to ${most}`;
        console.log(`        ${said}`);
        const isUsual = value !== undefined && value >= low - grain && value <= high + grain;
        return isUsual ? [] : [said];
    });
}

/**
 * Of all seeds the users come at the same time after a probe, and on a range at any: a container
 * that is Ready two seconds later is found by other users. So each seed here has another time, all
 * of them within the probes' three seconds.
 */
async function rehearsed(
    incident: string,
    settings: Readonly<Record<string, string>>,
): Promise<readonly RunResult[]> {
    const contract = scenarios[incident];
    assert.ok(contract);
    const request: RehearsalRequest = {
        ...{ incident, arms: ["none"], seeds, hostSpeed: "published", settings },
        ...{ beforeSeconds: 120, afterSeconds: 60 },
    };
    const plans = await plansOf(request, "none");
    const results: RunResult[] = [];
    for (const [at, seed] of seeds.entries()) {
        const loadStartSeconds = startSeconds + (3 * at) / seeds.length;
        const { result } = await performRun({
            input: { ...twinInputOf(request, plans, seed), loadStartSeconds },
            run: { incident, remediation: "none", users: plans.load.users, settings },
            contract,
            wantsEvidence: false,
        });
        results.push(result);
    }
    return results;
}

describe("an incident on a range and its rehearsal", () => {
    for (const incident of incidents) {
        it(`${incident}: the same verdicts, and figures as the seeds have them`, async function () {
            this.timeout(0);
            const scenario = scenarios[incident];
            assert.ok(scenario, `unknown: ${incident}`);
            const duration = durations[incident] ?? `${scenario.load.durationSeconds}s`;
            // One after the other: beside the rehearsals the range would not keep its speed.
            const options = ["--duration", duration];
            const run = await playOnRange(incident, scenario.load, options, speedOf(incident));
            const results = await rehearsed(incident, { duration });
            const verdicts = scenario.symptoms.map((symptom) => {
                const value = figureOf(symptom, run.figures);
                console.log(`        ${symptom.figure}: ${value}`);
                return [symptom.figure, isMet(symptom, value)];
            });
            const usual = scenario.symptoms.map(({ figure }, at) => {
                const met = results.filter(({ contract }) => contract.symptoms[at]?.isMet);
                return [figure, met.length > results.length / 2];
            });
            assert.deepEqual(verdicts, usual);
            const figures = results.map((result) => result.figures);
            assert.deepEqual(strange(run, figures), []);
        });
    }
});
