import assert from "node:assert/strict";

import fc from "fast-check";

import { logAttributes } from "../../../../../datadog/facts/logs";
import { logPipeline } from "../../../../../components/observability/pipeline/definition";
import { logMatcher } from "../../../../../datadog/pipeline/matchLog";
import { logProcessor } from "../../../../../datadog/pipeline/process";
import type { AttributeValue, ProcessedLog } from "../../../../../datadog/pipeline/processedLog";
import type { PipelineDefinition } from "../../../../../datadog/pipeline/types";
import { grokParsersOf } from "./parts";
import { lines } from "./lines";
import { call } from "./lines/go";
import type { LineExample } from "./lines/example";

const pipeline = logPipeline({ namespace: "sock-shop" });

const inNamespace = (
    namespace: string,
    { container, stream, line }: LineExample,
    of: PipelineDefinition = pipeline,
): ProcessedLog =>
    logProcessor(of)({
        time: 1_772_000_000,
        message: line,
        status: stream === "stderr" ? "error" : "info",
        // As of a rebuilt image.
        service: `sock-shop-${container}`,
        tags: { kube_namespace: namespace, kube_container_name: container, pod_name: "x" },
    });

/** Products of a factor such as 0.001 are not exact in binary. */
const rounded = (attributes: ProcessedLog["attributes"]): Record<string, AttributeValue> =>
    Object.fromEntries(
        Object.entries(attributes).map(([name, value]) => [
            name,
            typeof value === "number" ? Number(value.toPrecision(12)) : value,
        ]),
    );

/** The examples that come out otherwise. */
const wrongOnes = (of: PipelineDefinition): readonly string[] =>
    lines
        .filter((example) => {
            const { status, service, attributes } = inNamespace("sock-shop", example, of);
            const expected = { ...example.attributes, "container.name": example.container };
            try {
                assert.deepEqual(
                    [status, service, rounded(attributes)],
                    [example.status, example.container, expected],
                );
                return false;
            } catch {
                return true;
            }
        })
        .map(({ line }) => line);

const grokParsers = grokParsersOf(pipeline);

/** The pipeline with a text in all its rules, searches and formulas replaced. */
const changed = (from: string, to: string): PipelineDefinition => {
    const text = JSON.stringify(pipeline);
    const quoted = (part: string): string => JSON.stringify(part).slice(1, -1);
    assert.ok(text.includes(quoted(from)), `${from} is not in the pipeline`);
    return JSON.parse(text.replaceAll(quoted(from), quoted(to))) as PipelineDefinition;
};

describe("a line in the log of", () => {
    for (const example of lines) {
        it(`${example.container}: ${JSON.stringify(example.line).slice(1, 90)}`, () => {
            const log = inNamespace("sock-shop", example);
            assert.deepEqual(rounded(log.attributes), {
                ...example.attributes,
                "container.name": example.container,
            });
            assert.equal(log.status, example.status);
            assert.equal(log.service, example.container);
            assert.equal(log.message, example.line);
        });
    }

    it("another namespace stays as it came", () => {
        for (const example of lines) {
            const log = inNamespace("shop-2", example);
            assert.deepEqual(log.attributes, {});
            assert.equal(log.service, `sock-shop-${example.container}`);
        }
    });
});

/** How Go prints a duration given in ns: in the largest unit below which it is not 0. */
function goDuration(nanoseconds: number): string {
    const decimal = (unit: number, of = nanoseconds): string =>
        (of / unit).toFixed(9).replace(/\.?0+$/, "");
    if (nanoseconds < 1e3) {
        return nanoseconds === 0 ? "0s" : `${nanoseconds}ns`;
    }
    if (nanoseconds < 1e9) {
        return nanoseconds < 1e6 ? `${decimal(1e3)}µs` : `${decimal(1e6)}ms`;
    }
    const minutes = Math.floor(nanoseconds / 60e9);
    const rest = `${decimal(1e9, nanoseconds % 60e9)}s`;
    const hours = Math.floor(minutes / 60);
    return `${hours > 0 ? `${hours}h` : ""}${minutes > 0 ? `${minutes % 60}m` : ""}${rest}`;
}

describe("a duration of Go", () => {
    const responseTime = (took: string): AttributeValue | undefined =>
        inNamespace("sock-shop", {
            container: "catalogue",
            stream: "stderr",
            line: call("List", took, "result=6 err=null "),
            status: "info",
            attributes: {},
        }).attributes.response_time;

    it("is printed by this test as by Go", () => {
        // From the examples of Go's package time.
        const printed: readonly (readonly [number, string])[] = [
            [0, "0s"],
            [1, "1ns"],
            [1100, "1.1µs"],
            [2_200_000, "2.2ms"],
            [3_300_000_000, "3.3s"],
            [245_000_000_000, "4m5s"],
            [245_001_000_000, "4m5.001s"],
            [18_367_001_000_000, "5h6m7.001s"],
            [480_000_000_001, "8m0.000000001s"],
        ];
        for (const [nanoseconds, text] of printed) {
            assert.equal(goDuration(nanoseconds), text);
        }
    });

    it("becomes milliseconds, whatever its size and unit", () => {
        const magnitude = fc.double({ min: 0, max: Math.log(2e13), noNaN: true });
        fc.assert(
            fc.property(magnitude, (logarithm) => {
                const nanoseconds = Math.floor(Math.exp(logarithm));
                const milliseconds = Number(responseTime(goDuration(nanoseconds)));
                return Math.abs(milliseconds * 1e6 - nanoseconds) <= nanoseconds * 1e-9;
            }),
            { numRuns: 2000 },
        );
    });
});

describe("slow answers", () => {
    const found = (search: string): readonly string[] => {
        const finds = logMatcher(search);
        return lines
            .filter((example) => finds(inNamespace("sock-shop", example)))
            .map(({ line }) => line);
    };

    it("are found by number, and by a word where numbers cannot be searched", () => {
        const slow = found("@response_time:>1000");
        assert.deepEqual(found("@speed:slow"), slow);
        assert.deepEqual(
            slow.map((line) => /POST \/cart|method=\w+/.exec(line)?.[0]),
            ["POST /cart", "method=Get", "method=Health", "method=GetUsers"],
        );
    });
});

describe("the attributes", () => {
    const produced = new Map<string, Set<string>>();
    for (const example of lines) {
        const { attributes } = inNamespace("sock-shop", example);
        for (const [name, value] of Object.entries(attributes)) {
            const type = typeof value === "number" ? "number" : "text";
            produced.set(name, (produced.get(name) ?? new Set()).add(type));
        }
    }

    it("are those of the table of facts, all of them and no others, of the types there", () => {
        assert.deepEqual(
            [...produced].map(([name, types]) => [name, ...types]).sort(),
            logAttributes.map(({ name, type }) => [name, type]).sort(),
        );
    });
});

describe("a mistake in the pipeline shows in the lines:", () => {
    const mistakes: readonly (readonly [what: string, from: string, to: string])[] = [
        ["microseconds taken for milliseconds", "scale(0.001)", "scale(1)"],
        ["seconds taken for milliseconds", "scale(1000)", "scale(1)"],
        ["nanoseconds out by a thousand", "scale(0.000001)", "scale(0.001)"],
        ["minutes taken for seconds", "took.minutes * 60000", "took.minutes * 1000"],
        ["hours out by sixty", "took.hours * 3600000", "took.hours * 60000"],
        ["only one sign for micro", "(µ|μ|u)", "(μ)"],
        ["slow in another unit", "@response_time:>1000", "@response_time:>1"],
        ["colours not expected", "(\\x1b?\\[[0-9;]*m)?", ""],
        ["a matcher that begins at a word", 'regex("[A-Z]+"):http.method', "word:http.method"],
        ["lines that end at a line end", ": %{data}", ': %{regex("[^\\n]*")}'],
    ];
    for (const [what, from, to] of mistakes) {
        it(what, () => {
            assert.notDeepEqual(wrongOnes(changed(from, to)), []);
        });
    }

    it("each processor left out", () => {
        assert.deepEqual(wrongOnes(pipeline), []);
        pipeline.processors.forEach((left, index) => {
            const processors = pipeline.processors.filter((_, other) => other !== index);
            assert.notDeepEqual(wrongOnes({ ...pipeline, processors }), [], left.name);
        });
    });

    it("each grok rule left out", () => {
        for (const rule of grokParsers.flatMap(({ rules }) => rules)) {
            assert.notDeepEqual(wrongOnes(changed(rule, "none %{word}")), [], rule);
        }
    });
});
