import assert from "node:assert/strict";

import { latencySources } from "../../../../components/settings/datadog";
import { slos } from "../../../../components/observability/catalogue/slos";
import { checkCatalogue } from "../../../../datadog/check/catalogue";
import { findingCodes } from "../../../../datadog/check/finding";
import { monitorsIn, context, scopeWith } from "../../components/observability/scope";
import { ofCatalogues } from "./provocations/catalogue";
import { ofMetrics } from "./provocations/metrics";
import { ofOptions } from "./provocations/options";
import { after, all, replaced } from "./provocations/provoke";
import { ofSearches } from "./provocations/searches";
import { ofTexts } from "./provocations/text";

const provocations = [...ofTexts, ...ofMetrics, ...ofSearches, ...ofOptions, ...ofCatalogues];

describe("the catalogue check", () => {
    for (const source of latencySources) {
        for (const namespace of ["sock-shop", "other-shop"]) {
            it(`finds nothing in our own catalogue (${source}, ${namespace})`, () => {
                const own = scopeWith(source, namespace);
                assert.deepEqual(checkCatalogue(monitorsIn(own), slos(own), context), []);
            });
        }
    }
});

describe("the catalogue check accepts", () => {
    it("variables that Datadog always fills in, those of groups, and conditional parts", () => {
        const title = "{{#is_alert}}{{value}}{{/is_alert}} on {{pod_name.name}}";
        assert.deepEqual(
            after("front-end-cpu-usage", () => ({ title })),
            [],
        );
    });
});

describe("the catalogue check finds", () => {
    for (const { what, code, severity, findings } of provocations) {
        it(`${code} (${severity}): ${what}`, () => {
            const found = findings().map((one) => `${one.code} (${one.severity})`);
            assert.ok(
                found.includes(`${code} (${severity})`),
                `found ${found.join(", ") || "nothing"} instead`,
            );
        });
    }

    it("everything that it says it can find", () => {
        const provoked = new Set(provocations.map(({ code }) => code));
        assert.deepEqual(
            findingCodes.filter((code) => !provoked.has(code)),
            [],
        );
    });

    it("and says whose it is, and where in the query", () => {
        const [finding, ...others] = replaced("payment-unavailable", "payment}", "payments}");
        assert.deepEqual(others, []);
        assert.equal(finding?.of, "payment-unavailable");
        assert.equal(finding.severity, "refused");
        assert.match(finding.reason, /is never "payments", but one of front-end, catalogue/);
        const { query } = all.find(({ id }) => id === "payment-unavailable") ?? { query: "" };
        assert.equal(finding.at, query.indexOf("kube_deployment"));
    });
});
