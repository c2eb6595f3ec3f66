import assert from "node:assert/strict";

import type { Fields } from "../../../../range/account/http/exchange";
import { Desk } from "./desk";

describe("what the range keeps no more", () => {
    const desk = new Desk();
    const hour = 3600;
    /** A full hour: 2023-11-14T22:00:00Z. */
    const start = 1_699_999_200;
    before(() => {
        for (let at = 0; at < 10; at += 1) {
            const time = start + at * hour;
            const tags = { host: "node" };
            desk.store.add({
                series: [{ metric: "m", tags, intervalSeconds: 15, times: [time], values: [at] }],
                logs: [{ time, message: `line ${at}`, status: "info", service: "a", tags }],
                events: [{ time, title: `event ${at}`, text: "", tags }],
            });
        }
        desk.now = start + 9 * hour;
    });

    const found = (kind: string, from: number): Fields =>
        desk.ask("POST", `/api/v2/${kind}/search`, {
            filter: { query: "*", from: String((start + from) * 1000), to: "now" },
            page: { limit: 100 },
        });

    it("is said where records of that time are searched", () => {
        for (const kind of ["logs/events", "events"]) {
            const all = found(kind, 0);
            assert.equal((all.data as unknown[]).length, 7);
            assert.match(JSON.stringify(all.meta), /nothing before 2023-11-15T01:00:00/);
            const recent = found(kind, 5 * hour);
            assert.equal((recent.data as unknown[]).length, 5);
            assert.doesNotMatch(JSON.stringify(recent.meta), /warnings/);
        }
    });

    it("is said where a graph begins before it", () => {
        const graph = (from: number): Fields =>
            desk.ask("GET", `/api/v1/query?from=${start + from}&to=${desk.now}&query=avg:m{*}`);
        assert.match(String(graph(0).message), /no points before 2023-11-15T01:00:00/);
        assert.equal(graph(4 * hour).message, "");
    });
});
