import assert from "node:assert/strict";

import fc from "fast-check";

import type { Fields } from "../../../../range/account/http/exchange";
import { Desk } from "./desk";

/** Pieces of the grammars: put together at random they are nearly right. */
const pieces = [
    ..."(){}[]:,*&|!<>=-+/%\"'\\ @.#$~^?".split(""),
    ...[
        "avg",
        "sum:",
        "max:",
        "kubernetes.cpu.usage.total",
        "{*}",
        " by {pod_name}",
        ".as_count()",
    ],
    ...[
        ".rollup(sum, 60)",
        "(last_5m):",
        " > ",
        "10",
        "1e9",
        "NaN",
        " AND ",
        " OR ",
        "NOT ",
        "IN ",
    ],
    ...["service:", "@users.task", "status:error", "logs(", "events(", ".index(", ".last("],
    ...["burn_rate(", "error_budget(", "top(", "default_zero(", "now-1h", "é", "\u0000", "💥"],
] as const;

const text = fc.oneof(
    fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map((parts) => parts.join("")),
    fc.string({ unit: "grapheme", maxLength: 40 }),
);

const correct = {
    metric: "avg:kubernetes.cpu.usage.total{kube_deployment:front-end} by {pod_name}",
    search: 'service:(front-end OR orders) -status:info @users.task:"GET /"',
    monitor: "avg(last_5m):avg:kubernetes.cpu.usage.total{*} by {pod_name} > 10",
} as const;

/** A correct query with a slip: a piece left out, doubled or put in. */
const slipped = (query: string): fc.Arbitrary<string> =>
    fc
        .tuple(fc.nat(query.length), fc.nat(3), fc.constantFrom("", ...pieces))
        .map(([at, removed, added]) => query.slice(0, at) + added + query.slice(at + removed));

const ways: readonly {
    readonly what: string;
    readonly query: string;
    readonly ask: (desk: Desk, query: string) => { status: number; reply: Fields };
}[] = [
    {
        what: "a metric query",
        query: correct.metric,
        ask: (desk, query) => {
            const parameters = new URLSearchParams({ from: "1", to: "600", query });
            return desk.try("GET", `/api/v1/query?${parameters.toString()}`);
        },
    },
    {
        what: "a search of logs",
        query: correct.search,
        ask: (desk, query) => desk.try("POST", "/api/v2/logs/events/search", { filter: { query } }),
    },
    {
        what: "a search of events",
        query: correct.search,
        ask: (desk, query) => desk.try("POST", "/api/v2/events/search", { filter: { query } }),
    },
    {
        what: "a monitor's query",
        query: correct.monitor,
        ask: (desk, query) => {
            const type = /^\s*(logs|events)\(/.test(query) ? "log alert" : "query alert";
            const body = { name: "Fuzz", message: "", type, query };
            return desk.try("POST", "/api/v1/monitor/validate", body);
        },
    },
];

describe("whatever is asked of the account", () => {
    const desk = new Desk();
    before(() => {
        desk.now = 600;
        const tags = { pod_name: "a", kube_deployment: "front-end" };
        const metric = "kubernetes.cpu.usage.total";
        const [times, values] = [
            [300, 315],
            [1, 2],
        ];
        desk.store.add({
            series: [{ metric, tags, intervalSeconds: 15, times, values }],
            logs: [{ time: 500, message: "GET /", status: "info", service: "front-end", tags }],
            events: [{ time: 500, title: "Killing", text: "…", tags }],
        });
    });

    it("a graph of more points than any shows is refused, and not made", () => {
        const query = "avg:none{*}.rollup(avg, 1)";
        const v1 = new URLSearchParams({ from: "-2000000", to: "600", query });
        const queries = [{ data_source: "metrics", name: "a", query: correct.metric }];
        const asked = { from: -2e12, to: 600_000, interval: 1000, queries };
        const body = { data: { type: "timeseries_request", attributes: asked } };
        for (const { status, reply } of [
            desk.try("GET", `/api/v1/query?${v1.toString()}`),
            desk.try("POST", "/api/v2/query/timeseries", body),
        ]) {
            assert.equal(status, 400);
            assert.match(JSON.stringify(reply), /shorter time or a longer interval/);
        }
    });

    it("an incident's number is its own, also when an earlier one has gone", () => {
        const declared = (): Fields => {
            const attributes = { title: "It is down", customer_impacted: true };
            const body = { data: { type: "incidents", attributes } };
            return desk.ask("POST", "/api/v2/incidents", body).data as Fields;
        };
        const [first] = [declared(), declared()];
        desk.ask("DELETE", `/api/v2/incidents/${String(first.id)}`);
        assert.equal((declared().attributes as Fields).public_id, 3);
    });

    for (const { what, query, ask } of ways) {
        it(`${what} is answered, or refused with words: never a fault of the account`, function () {
            this.timeout(60_000);
            assert.equal(ask(desk, query).status, 200);
            fc.assert(
                fc.property(fc.oneof(text, slipped(query)), (asked) => {
                    const { status, reply } = ask(desk, asked);
                    assert.ok(status === 200 || status === 400, `${status}: ${asked}`);
                    if (status === 400) {
                        assert.ok(JSON.stringify(reply).length > 20);
                    }
                }),
                { numRuns: 500 },
            );
        });

        it(`${what} that breaks off is 400 with the place`, () => {
            const { status, reply } = ask(desk, `${query.slice(0, query.indexOf(":") + 1)}(`);
            assert.equal(status, 400);
            assert.match(JSON.stringify(reply), /character \d+/);
        });
    }
});
