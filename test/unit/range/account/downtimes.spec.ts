import assert from "node:assert/strict";

import type { Fields } from "../../../../range/account/http/exchange";
import { Desk } from "./desk";

describe("a downtime of the account", () => {
    let desk: Desk;
    beforeEach(() => {
        desk = new Desk();
        desk.now = 1_800_000_000;
    });

    const at = (seconds: number): string => new Date(seconds * 1000).toISOString();
    const body = (more: Fields): Fields => {
        const attributes = { scope: "*", monitor_identifier: { monitor_tags: ["*"] }, ...more };
        return { data: { type: "downtime", attributes } };
    };
    const made = (more: Fields): string => {
        const { data } = desk.ask("POST", "/api/v2/downtime", body(more));
        return (data as { id: string }).id;
    };
    const statusOf = (id: string): string => {
        const { data } = desk.ask("GET", `/api/v2/downtime/${id}`);
        return (data as { attributes: { status: string } }).attributes.status;
    };
    const current = (): number =>
        (desk.ask("GET", "/api/v2/downtime?current_only=true").data as unknown[]).length;

    it("is scheduled, active and ended as time goes on", () => {
        const { now } = desk;
        const id = made({ schedule: { start: at(now + 60), end: at(now + 120) } });
        for (const [second, status, count] of [
            [59, "scheduled", 0],
            [60, "active", 1],
            [119, "active", 1],
            [120, "ended", 0],
        ] as const) {
            desk.now = now + second;
            assert.deepEqual([statusOf(id), current()], [status, count]);
        }
    });

    it("without a schedule begins at once and ends when it is canceled", () => {
        const id = made({});
        assert.equal(statusOf(id), "active");
        desk.ask("DELETE", `/api/v2/downtime/${id}`);
        assert.deepEqual([statusOf(id), current()], ["canceled", 0]);
    });

    it("is refused in plain words with a schedule that it cannot have", () => {
        const { now } = desk;
        const recurrences = [{ duration: "1h", rrule: "FREQ=DAILY" }];
        for (const [more, says] of [
            [{ schedule: { recurrences } }, /come once only/],
            [{ schedule: { start: at(now + 60), end: at(now) } }, /end must be after/],
            [{ schedule: { end: at(now - 1) } }, /end must be after/],
            [{ schedule: { start: "2027-01-15T08:00:00+01:00" } }, /offset of zero/],
            [{ display_timezone: "Europe/Atlantis" }, /no timezone Europe\/Atlantis/],
        ] as const) {
            const { status, reply } = desk.try("POST", "/api/v2/downtime", body(more));
            assert.equal(status, 400);
            assert.match(JSON.stringify(reply), says);
        }
    });
});
