import assert, { equal, match } from "node:assert/strict";

import type { Fields } from "../../../../range/account/http/exchange";
import { mostSentSeries } from "../../../../range/account/intake/sentSeries";
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

describe("series that clients send under ever new tags", () => {
    const start = 1_700_000_000;
    const post = (desk: Desk, names: readonly string[]): { status: number; errors: string } => {
        const series = names.map((name) => ({
            ...{ metric: "drill.jobs", tags: [`job:${name}`] },
            points: [{ timestamp: desk.now - 10, value: 1 }],
        }));
        const { status, reply } = desk.try("POST", "/api/v2/series", { series });
        return { status, errors: JSON.stringify(reply.errors) };
    };
    const names = (count: number, prefix: string): readonly string[] =>
        Array.from({ length: count }, (_, at) => `${prefix}${at}`);

    it("are taken up to a number, and those that are known always", () => {
        const desk = new Desk();
        desk.now = start;
        equal(post(desk, names(mostSentSeries, "a")).status, 202);
        const { status, errors } = post(desk, ["a1", "new"]);
        equal(status, 400);
        match(errors, /Too many series: this range keeps 2000 .* Nothing of this body was taken/);
        equal(post(desk, ["a1"]).status, 202);
    });

    it("are forgotten with the history that they were in", () => {
        const desk = new Desk();
        desk.now = start;
        post(desk, names(mostSentSeries, "a"));
        desk.now = start + 7 * 3600;
        post(desk, ["a0"]);
        equal(post(desk, names(mostSentSeries - 1, "b")).status, 202);
        equal(post(desk, ["new"]).status, 400);
    });
});
