import { deepEqual, equal } from "node:assert/strict";

import { mixes } from "../../../../scenarios/load/mixes";
import { Setup } from "../../../../twin/load/setup";
import { UserRows } from "../../../../twin/load/userRows";
import { failureOf } from "../../../../twin/load/failure";
import type { EndedRequest } from "../../../../twin/observer";
import { type LoadRequestSpec, mixSchema } from "../../../../twin/read/objects";
import { failureText } from "../../../../twin/telemetry/failureWords";
import { customerCases, type SetupCase } from "../../../support/customerCases";

const task: LoadRequestSpec = {
    ...{ name: "Browse Catalogue", method: "GET" as const, path: "/catalogue", basicAuth: false },
    ...{ success: [200], slowAfterSeconds: null },
};

const request: EndedRequest = {
    ...{ startedAt: 0, endedAt: 1, method: "GET", name: task.name, user: 0 },
    ...{ failure: undefined, status: undefined, isSetup: false, lostDollars: 0, orderDollars: 0 },
};

/** What one user does, each pause as long as it may be. */
function stepsOf({ mix, failures }: SetupCase): readonly (string | number)[] {
    const spec = mixSchema.parse(mixes[mix]);
    const longest = { between: (_user: number, _low: number, high: number) => high };
    const setup = new Setup(spec, new UserRows(1), longest, 1);
    const steps: (string | number)[] = [];
    let left = failures;
    for (let step = setup.next(0); step !== undefined;) {
        if (step.do === "request") {
            steps.push(spec.setup[step.request]?.name ?? "");
            step = setup.ended(0, left-- <= 0);
        } else {
            steps.push(step.do === "pause" ? step.seconds : Number.NaN);
            step = setup.next(0);
        }
    }
    return steps;
}

describe("a simulated customer", () => {
    for (const { text, status, seconds, ...judged } of customerCases.answers) {
        const limit = judged.slowAfterSeconds === null ? "" : ` of ${judged.slowAfterSeconds}`;
        it(`takes HTTP ${status} after ${seconds} s${limit} for "${text}", as shop.py does`, () => {
            const spec = { ...task, ...judged };
            const failure = failureOf(spec, status, seconds);
            equal(failureText({ ...request, failure, status }, spec), text);
        });
    }

    for (const { reason, text } of customerCases.losses) {
        it(`calls what is lost "${text}", as failures.py does`, () => {
            equal(failureText({ ...request, failure: reason }, task), text);
        });
    }

    for (const setup of customerCases.setups) {
        it(`sets an account of ${setup.mix} up as shop.py does, failing ${setup.failures} times`, () => {
            deepEqual(stepsOf(setup), setup.steps);
        });
    }
});
