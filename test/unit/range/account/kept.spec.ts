import assert from "node:assert/strict";

import { keptOf, restore } from "../../../../range/account/kept";
import { monitored } from "../../../../rehearsal/monitorColumns";
import { planOf } from "../../../support/planOf";
import { provisioned } from "../../../support/datadog/provisioned";
import { Desk } from "./desk";

describe("an account that is taken up again", () => {
    it("holds what it held, through a file, and gives no number twice", async () => {
        const desk = new Desk();
        await provisioned(await planOf({ ...monitored, remediation: "none" }), desk.send);
        desk.ask("POST", "/api/v2/incidents", {
            data: {
                type: "incidents",
                attributes: { title: "Down", customer_impacted: true },
            },
        });
        desk.ask("POST", "/api/v1/logs/views", { name: "Errors", search: "status:error" });
        const file = JSON.stringify(keptOf(desk.account, desk.live));
        const again = new Desk();
        restore(again.account, again.live, JSON.parse(file));
        assert.deepEqual(again.account.holdings, desk.account.holdings);
        assert.deepEqual(keptOf(again.account, again.live), keptOf(desk.account, desk.live));
        const [first] = again.ask("GET", "/api/v1/monitor") as unknown as { id: number }[];
        assert.equal(again.ask("GET", `/api/v1/monitor/${first?.id ?? 0}`).id, first?.id);
        assert.equal(again.account.nextNumber(), desk.account.nextNumber());
    });

    it("says that something else is no account", () => {
        assert.throws(() => {
            const { account, live } = new Desk();
            restore(account, live, { format: 2 });
        }, /format/);
    });
});
