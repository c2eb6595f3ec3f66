import * as assert from "node:assert/strict";

import { countedIn, flowObjects } from "../../../exam/responder/requests";

const row = (metric: string, flow: string, count: string): string =>
    `apiserver_flowcontrol_${metric}{flow_schema="${flow}",priority_level="${flow}"} ${count}`;

describe("The API server's count of a responder's requests", () => {
    it("is of those that were answered and of those that were refused, of the responder alone", () => {
        const metrics = [
            "# TYPE apiserver_flowcontrol_dispatched_requests_total counter",
            row("dispatched_requests_total", "on-call", "120"),
            row("dispatched_requests_total", "service-accounts", "5000"),
            row("rejected_requests_total", "on-call", "7"),
            row("current_executing_requests", "on-call", "3"),
        ];
        assert.equal(countedIn(metrics.join("\n")), 127);
    });

    it("is large in the form that metrics have then", () => {
        assert.equal(countedIn(row("dispatched_requests_total", "on-call", "2.2e+04")), 22_000);
    });

    it("is none where nothing was asked", () => {
        assert.equal(countedIn(""), 0);
    });
});

describe("A responder's flow of requests", () => {
    it("is the responder's account's alone, before Kubernetes' own flow of such accounts", () => {
        const account = { name: "responder", namespace: "on-call" };
        const [level, flow] = flowObjects(account);
        const { rules, matchingPrecedence } = flow?.spec as {
            readonly rules: readonly { readonly subjects: readonly unknown[] }[];
            readonly matchingPrecedence: number;
        };
        assert.deepEqual(
            rules.flatMap(({ subjects }) => subjects),
            [{ kind: "ServiceAccount", serviceAccount: account }],
        );
        assert.ok(matchingPrecedence < 9000);
        assert.equal(level?.kind, "PriorityLevelConfiguration");
    });
});
