import assert from "node:assert/strict";

import {
    parseMetricExpression,
    parseMonitorQuery,
    parseSearch,
} from "../../../../datadog/query/parse";
import { QuerySyntaxError, type SyntaxProblem } from "../../../../datadog/query/scanner";

type Case = readonly [text: string, problem: SyntaxProblem, names: RegExp, at: number];

const monitors: readonly Case[] = [
    // Units
    ["avg(last_5m):sum:m{*} > 250m", "unit", /"250m"/, 24],
    ["avg(last_5m):sum:m{*} > 450Mi", "unit", /"450Mi"/, 24],
    ["avg(last_5m):sum:m{*} > 1000ms", "unit", /"1000ms"/, 24],
    ["avg(last_5m):sum:m{*} > 75%", "unit", /"75%"/, 24],
    // Other forms
    ["avg(last_5m):mystery(avg:m{*}) > 1", "unsupported", /function mystery\(\)/, 13],
    ["last(last_5m):avg:m{*} > 1", "unsupported", /time aggregation last\(\)/, 0],
    ["avg(current_1d):avg:m{*} > 1", "unsupported", /cumulative window current_1d/, 4],
    ["avg(last_5m):avg:m{*} > threshold", "unsupported", /dynamic threshold/, 24],
    ["avg(last_5m):avg:m{$env} > 1", "unsupported", /template variable/, 19],
    ["avg(last_5m):avg:m{prod} > 1", "unsupported", /tag "prod" without a value/, 19],
    ["avg(last_5m):avg:m{*}.weighted() > 1", "unsupported", /modifier \.weighted/, 21],
    ["avg(last_5m):sum:m{*}.as_count() by {x} > 1", "unsupported", /"by" after a modifier/, 33],
    ['trace-analytics("service:x").rollup("count").last("5m") > 1', "unsupported", /trace-/, 0],
    ['"datadog.agent.up".over("*").last(2).count_by_status()', "unsupported", /service check/, 0],
    ['logs("a").index("*").rollup("pc95").last("5m") > 1', "unsupported", /rollup "pc95"/, 20],
    // Slips
    ["sum:m{*} > 1", "syntax", /begins with its evaluation window/, 0],
    ["avg(last_5):avg:m{*} > 1", "syntax", /"last_5" is not a window/, 4],
    ["avg(last_5m) avg:m{*} > 1", "syntax", /":" is missing after the evaluation window/, 13],
    ["change(avg(last_5m),5m):avg:m{*} > 1", "syntax", /"5m" is not a time shift/, 20],
    ["avg(last_5m):mean:m{*} > 1", "syntax", /"mean" is not a space aggregator/, 13],
    ["avg(last_5m):avg:m > 1", "syntax", /"\{" is missing after the metric m/, 19],
    ["avg(last_5m):avg:m{a:b > 1", "syntax", /"\}" is missing at the end of the filter/, 23],
    ["avg(last_5m):avg:m{a:} > 1", "syntax", /tag "a" has no value/, 21],
    ["avg(last_5m):avg:m{a:b AND !c:d} > 1", "syntax", /write NOT/, 27],
    ["avg(last_5m):avg:m{a:b AND c:d, e:f} > 1", "syntax", /a comma cannot stand/, 30],
    ["avg(last_5m):avg:m{a:b AND c:d OR e:f} > 1", "unsupported", /needs parentheses/, 37],
    ["avg(last_5m):avg:m{g IN x} > 1", "syntax", /"\(" is missing after IN/, 24],
    ["avg(last_5m):avg:m{*} by pod_name > 1", "syntax", /"\{" is missing after "by"/, 25],
    ["avg(last_5m):default_zero(avg:m{*}, 0) > 1", "syntax", /takes one argument/, 34],
    ["avg(last_5m):clamp_min(avg:m{*}) > 1", "syntax", /takes two arguments/, 31],
    ["avg(last_5m):clamp_min(avg:m{*}, 'x') > 1", "syntax", /takes a number/, 36],
    ["avg(last_5m):(avg:m{*} > 1", "syntax", /"\)" is missing in the expression/, 23],
    ["avg(last_5m):avg:m{*}", "syntax", /no comparison with a threshold/, 21],
    ["avg(last_5m):avg:m{*} = 1", "syntax", /where a comparison should be/, 22],
    ["avg(last_5m):avg:m{*} > high", "syntax", /threshold must be a number/, 24],
    ["avg(last_5m):avg:m{*} > 1 for 5m", "syntax", /after the threshold/, 26],
    ['logs(a).index("*").rollup("count").last("5m") > 1', "syntax", /straight double quotes/, 5],
    ['logs("a").index("*").rollup("avg").last("5m") > 1', "syntax", /needs a measure/, 20],
    ['logs("a").index("*").rollup("count").last("5") > 1', "syntax", /"5" is not a duration/, 36],
    ['burn_rate("x").over("7d").long_window("1h") > 1', "syntax", /"\.short_window" is miss/, 44],
    ["a && ", "syntax", /where a monitor's id should be/, 5],
    ["a b", "syntax", /after the condition/, 2],
];

const searches: readonly Case[] = [
    ["a AND", "syntax", /field is missing/, 5],
    ["AND", "syntax", /AND joins nothing/, 0],
    ["a OR", "syntax", /field is missing/, 4],
    ["OR a", "syntax", /OR joins nothing/, 0],
    ["(a OR b", "syntax", /"\)" is missing/, 7],
    ["a: b", "syntax", /field "a" has no value/, 2],
    ["@a:>1000ms", "unit", /"1000ms" has a unit/, 4],
    ["@a:>slow", "syntax", /compared with a number/, 4],
    ["@a:[1 2]", "syntax", /must read \[low TO high\]/, 8],
    ["“slow query”", "syntax", /quotes must be straight/, 0],
    ['"slow', "syntax", /straight double quotes/, 0],
    ["a)", "syntax", /after the search/, 1],
];

const graphs: readonly Case[] = [
    ["trace.http.request.duration{a:b}.p95", "unsupported", /modifier \.p95/, 32],
    ["avg:m{*} > 5", "syntax", /after the expression/, 9],
    ["", "syntax", /where a metric should be/, 0],
];

function check(parse: (text: string) => unknown, cases: readonly Case[]): void {
    for (const [text, problem, names, at] of cases) {
        it(`${problem}: ${text}`, () => {
            assert.throws(
                () => parse(text),
                (error: unknown) => {
                    assert.ok(error instanceof QuerySyntaxError);
                    assert.match(error.message, names);
                    assert.deepEqual([error.problem, error.at], [problem, at], error.message);
                    assert.ok(error.message.includes(`at character ${at + 1} of`));
                    return true;
                },
            );
        });
    }
}

describe("what a monitor's query cannot be", () => {
    check(parseMonitorQuery, monitors);
});

describe("what a search cannot be", () => {
    check(parseSearch, searches);
});

describe("what a graph's query cannot be", () => {
    check(parseMetricExpression, graphs);
});
