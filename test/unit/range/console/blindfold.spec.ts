import assert from "node:assert/strict";

import { blindDeed, blindMonitors, withoutNames } from "../../../../range/console/blindfold";
import type { Deed, MonitorView } from "../../../../range/console/messages";
import { scenarios } from "../../../../scenarios/registry";
import { planOf } from "../../../support/planOf";

const deed: Deed = {
    ...{ id: "1", at: 0, lane: "monitors", tone: "bad", who: "monitor", count: 1, details: [] },
    what: "[Triggered] Front-end restarts",
};

describe("what the trainee does not see", () => {
    it("is the name of an incident, anywhere in what the stack puts into the account", async () => {
        const { resources } = await planOf({ observability: "resources", incident: "hybrid" });
        const account = resources
            .filter(({ type }) => type.startsWith("datadog:"))
            .map(({ inputs }) => inputs.dashboard ?? inputs)
            .map((one) => (typeof one === "string" ? (JSON.parse(one) as unknown) : one));
        const naming = new RegExp(
            Object.values(scenarios)
                .flatMap(({ id, title, diagnosis, observation }) => [
                    `incident:${id}`,
                    title,
                    diagnosis.title,
                    observation.logView?.name ?? title,
                ])
                .join("|"),
        );
        assert.match(JSON.stringify(account), naming, "there is something to hide");
        assert.doesNotMatch(JSON.stringify(withoutNames(account)), naming);
        assert.ok((withoutNames(account) as readonly unknown[]).length > account.length / 2);
    });

    it("is whose monitor names the incident; all others stay", () => {
        const monitor: Omit<MonitorView, "name"> = {
            ...{ id: 1, type: "query alert", priority: 1, query: "", groups: [] },
            state: "OK",
            message: "See docs/runbooks/payment.md.",
            tags: ["incident:payment", "env:dev"],
        };
        const shown = blindMonitors([
            { ...monitor, name: "[sock-shop] Orders fail" },
            { ...monitor, name: "[sock-shop] Orders fail because payment is gone" },
        ]);
        assert.deepEqual(
            shown.map(({ name, tags, message }) => [name, tags, message]),
            [["[sock-shop] Orders fail", ["env:dev"], "See docs/runbooks"]],
        );
    });

    it("is what Pulumi and the range have done, and which load it is", () => {
        assert.deepEqual(blindDeed(deed), deed);
        for (const who of ["pulumi-kubernetes", "sock-shop-range", "sock-shop-range-patch"]) {
            assert.equal(blindDeed({ ...deed, who, lane: "people" }), undefined);
        }
        assert.equal(
            blindDeed({ ...deed, lane: "load", what: "Incident hybrid: load started" })?.what,
            "load started",
        );
        assert.equal(
            blindDeed({ ...deed, what: `[Triggered] ${scenarios.hybrid?.diagnosis.title ?? ""}` }),
            undefined,
        );
    });
});
