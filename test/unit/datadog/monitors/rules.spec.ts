import assert from "node:assert/strict";
import { aggregationCases } from "./cases/aggregation";
import type { Case } from "./cases/case";
import { compositeCases } from "./cases/composites";
import { countCases } from "./cases/counts";
import { functionCases } from "./cases/functions";
import { gapCases } from "./cases/gaps";
import { groupCases } from "./cases/groups";
import { searchCases } from "./cases/searches";
import { sloCases } from "./cases/slos";
import { thresholdCases } from "./cases/thresholds";
import { said } from "./support/watch";

const tables: Readonly<Record<string, readonly Case[]>> = {
    "aggregation over time and space": aggregationCases,
    "gaps and missing data": gapCases,
    counts: countCases,
    "groups that come and go": groupCases,
    "thresholds, recovery, delays and change": thresholdCases,
    "functions and groups": functionCases,
    "logs and events": searchCases,
    "composite monitors": compositeCases,
    "SLOs and burn rates": sloCases,
};

/** Each case was worked out by hand from the page of Datadog's documentation in its name. */
describe("monitors are evaluated by Datadog's documented rules", () => {
    Object.entries(tables).forEach(([name, cases]) => {
        describe(name, () => {
            cases.forEach(({ rule, source, run, monitor, others, slos, says, isEnding }) => {
                it(`${rule} [${source}]`, () => {
                    const actual = said(run, monitor, others, slos);
                    const expected = typeof says === "string" ? { "*": says } : says;
                    const compared = isEnding === true ? endings(actual, expected) : actual;
                    assert.deepEqual(compared, expected);
                });
            });
        });
    });
});

/** Of each group as many of the last minutes as are given. */
function endings(actual: Lines, expected: Lines): Lines {
    return Object.fromEntries(
        Object.entries(actual).map(([group, line]) => [
            group,
            line.slice(line.length - (expected[group] ?? line).length),
        ]),
    );
}

type Lines = Readonly<Record<string, string>>;
