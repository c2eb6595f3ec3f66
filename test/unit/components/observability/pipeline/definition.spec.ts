import assert from "node:assert/strict";

import { logPipeline } from "../../../../../components/observability/pipeline/definition";
import { compileGrok } from "../../../../../datadog/pipeline/grok";
import { logMetrics } from "../../../../../components/observability/pipeline/logMetrics";
import { parseSearch } from "../../../../../datadog/query/parse";
import { searchTermsOf } from "../../../../../datadog/query/walk";
import { grokParsersOf, processorsOf } from "./parts";

/*
 * What Datadog demands of a pipeline, from its pages on parsing and on processors. Nothing here
 * proves that Datadog's own parser takes the rules.
 */

const scope = { namespace: "sock-shop" };
const pipeline = logPipeline(scope);
const parsers = grokParsersOf(pipeline);

const isUnique = (names: readonly string[]): boolean => new Set(names).size === names.length;

const nameOf = (rule: string): string => rule.split(" ", 1)[0] ?? "";

describe("the log pipeline", () => {
    it("has no more samples and rules than Datadog keeps and advises", () => {
        for (const { name, samples, rules } of parsers) {
            assert.ok(samples.length <= 5, name);
            assert.ok(
                samples.every((sample) => sample.length <= 5000),
                name,
            );
            assert.ok(rules.length <= 10, name);
        }
    });

    it("has samples that its rules match", () => {
        for (const parser of parsers) {
            const parse = compileGrok(parser);
            for (const sample of parser.samples) {
                assert.notEqual(parse(sample), undefined, sample);
            }
        }
    });

    it("names rules, processors and categories once", () => {
        for (const { rules, helpers } of parsers) {
            const names = [...rules, ...helpers].map(nameOf);
            assert.ok(isUnique(names), names.join());
            names.forEach((name) => {
                assert.match(name, /^\w+$/);
            });
        }
        for (const processor of processorsOf(pipeline)) {
            if (processor.kind === "category-processor") {
                assert.ok(isUnique(processor.categories.map(({ name }) => name)), processor.name);
            }
        }
        assert.ok(isUnique(pipeline.processors.map(({ name }) => name)));
    });

    it("has one status remapper: Datadog applies only the first", () => {
        const kinds = processorsOf(pipeline).map(({ kind }) => kind);
        assert.equal(kinds.filter((kind) => kind === "status-remapper").length, 1);
        assert.equal(pipeline.processors.at(-1)?.kind, "status-remapper");
    });

    it("is bound to the namespace, as are its metrics", () => {
        for (const namespace of ["sock-shop", "shop-2"]) {
            assert.equal(logPipeline({ namespace }).search, `kube_namespace:${namespace}`);
            for (const { search } of logMetrics({ namespace })) {
                assert.match(search, new RegExp(`^kube_namespace:${namespace} `));
            }
        }
    });

    it("searches without full text, which pipelines do not know, and without ambiguity", () => {
        const searches = [
            pipeline.search,
            ...pipeline.processors.flatMap((one) => (one.kind === "pipeline" ? [one.search] : [])),
            ...processorsOf(pipeline).flatMap((one) =>
                one.kind === "category-processor" ? one.categories.map(({ search }) => search) : [],
            ),
            ...logMetrics(scope).map(({ search }) => search),
        ];
        for (const search of searches) {
            const { expression, ambiguousAt } = parseSearch(search);
            assert.equal(ambiguousAt, undefined, search);
            for (const term of searchTermsOf(expression)) {
                assert.ok(term.kind === "field" || !term.isFullText, search);
            }
        }
    });

    it("does not name an incident, a remediation or a run", () => {
        assert.doesNotMatch(
            JSON.stringify([pipeline, logMetrics(scope)]),
            /incident|crash|hybrid|latency|remediation/i,
        );
    });
});
