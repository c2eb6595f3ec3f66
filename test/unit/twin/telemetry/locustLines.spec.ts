import assert from "node:assert/strict";

import type { EndedRequest } from "../../../../twin/observer";
import { finalLines, tableLines } from "../../../../twin/telemetry/locustLines";
import { UserStatistics } from "../../../../twin/telemetry/userStatistics";

/** 400 requests in 24 s, over response times from 3 ms to 134 s; what takes over 3 s has failed. */
function statistics(): UserStatistics {
    const all = new UserStatistics(1_000, [
        { name: "Browse Catalogue", method: "GET", success: [200], slowAfterSeconds: 3 },
        { name: "Add to Cart", method: "POST", success: [200], slowAfterSeconds: 3 },
    ]);
    for (let index = 1; index <= 400; index++) {
        const milliseconds = 3 + (((index * 7_919) % 1_000) / 1_000) ** 4 * 134_000;
        const endedAt = 1_000 + index * 0.06;
        const request: EndedRequest = {
            startedAt: endedAt - milliseconds / 1_000,
            endedAt,
            method: index % 2 === 0 ? "GET" : "POST",
            name: index % 2 === 0 ? "Browse Catalogue" : "Add to Cart",
            failure: milliseconds > 3_000 ? "slow" : undefined,
            status: 200,
            isSetup: false,
            lostDollars: 0,
            orderDollars: 0,
            user: index % 10,
        };
        all.add(request);
    }
    return all;
}

/** Printed by Locust 2.32.1 (get_stats_summary and its sisters) for the same requests. */
const printed = {
    rule: "--------|----------------------------------------------------------------------------|-------|-------------|-------|-------|-------|-------|--------|-----------",
    current: [
        "Type     Name                                                                          # reqs      # fails |    Avg     Min     Max    Med |   req/s  failures/s",
        "POST     Add to Cart                                                                      200  124(62.00%) |  27421       3  133467   8400 |    8.30        5.30",
        "GET      Browse Catalogue                                                                 200  122(61.00%) |  26451       3  131871   8600 |    8.40        5.20",
        "         Aggregated                                                                       400  246(61.50%) |  26936       3  133467   8600 |   16.70       10.50",
    ],
    total: [
        "POST     Add to Cart                                                                      200  124(62.00%) |  27421       3  133467   8400 |    8.33        5.17",
        "         Aggregated                                                                       400  246(61.50%) |  26936       3  133467   8600 |   16.67       10.25",
    ],
    percentiles: [
        "Response time percentiles (approximated)",
        "Type     Name                                                                                  50%    66%    75%    80%    90%    95%    98%    99%  99.9% 99.99%   100% # reqs",
        "--------|--------------------------------------------------------------------------------|--------|------|------|------|------|------|------|------|------|------|------|------",
        "POST     Add to Cart                                                                          8900  27000  44000  57000  91000 111000 124000 130000 133000 133000 133000    200",
        "         Aggregated                                                                           8900  26000  44000  56000  88000 109000 123000 129000 133000 133000 133000    400",
    ],
    errors: [
        "Error report",
        "# occurrences      Error                                                                                               ",
        "------------------|---------------------------------------------------------------------------------------------------------------------------------------------",
        "124                POST Add to Cart: slow: over 3 s                                                                    ",
    ],
} as const;

describe("what the simulated load generator prints", () => {
    it("is Locust's table, character by character", () => {
        const [headings = "", rule, post, get, again, all, empty] = tableLines(
            statistics(),
            "current",
        );
        assert.deepEqual([headings, post, get, all], printed.current);
        assert.deepEqual([rule, again, empty], [printed.rule, printed.rule, ""]);
    });

    it("begins with a table of nothing", () => {
        const nothing = new UserStatistics(1_000, []);
        assert.equal(
            tableLines(nothing, "current").at(-2),
            "         Aggregated                                                                         0     0(0.00%) |      0       0       0      0 |    0.00        0.00",
        );
    });

    it("ends with the rates of the whole run, percentiles and errors", () => {
        const lines = finalLines(statistics());
        for (const line of [...printed.total, ...printed.percentiles, ...printed.errors]) {
            assert.ok(lines.includes(line), line);
        }
    });

    it("counts each user to whom a request failed once", () => {
        assert.equal(statistics().finish().usersHit, 10);
    });
});
