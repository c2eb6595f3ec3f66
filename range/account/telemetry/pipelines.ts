/** Log pipelines and log-based metrics as the account keeps them, in the words of the evaluator. */
import { z } from "zod";

import type {
    LogMetricDefinition,
    NestedPipeline,
    PipelineDefinition,
    Processor,
} from "../../../datadog/pipeline/types";
import type { Fields } from "../http/exchange";

const filter = z.looseObject({ query: z.string() });
const common = { name: z.string().default(""), is_enabled: z.boolean().default(true) };
const remapper = { ...common, sources: z.array(z.string()).min(1) };

const processor = z.discriminatedUnion("type", [
    z.looseObject({
        type: z.literal("grok-parser"),
        ...common,
        samples: z.array(z.string()).default([]),
        grok: z.looseObject({ match_rules: z.string(), support_rules: z.string().default("") }),
    }),
    z.looseObject({
        type: z.literal("category-processor"),
        ...common,
        target: z.string(),
        categories: z.array(z.looseObject({ name: z.string(), filter })),
    }),
    z.looseObject({
        type: z.literal("arithmetic-processor"),
        ...common,
        expression: z.string(),
        target: z.string(),
    }),
    z.looseObject({
        type: z.literal("attribute-remapper"),
        ...remapper,
        source_type: z.literal("tag"),
        target: z.string(),
    }),
    z.looseObject({ type: z.literal("service-remapper"), ...remapper }),
    z.looseObject({ type: z.literal("status-remapper"), ...remapper }),
]);

type Stored = z.output<typeof processor>;

const inner = z.looseObject({
    type: z.literal("pipeline"),
    ...common,
    filter: filter.optional(),
    processors: z.array(z.unknown()).default([]),
});

const pipeline = z.looseObject({
    ...common,
    filter: filter.optional(),
    processors: z.array(z.unknown()).default([]),
});

/** Undefined for one that is switched off. Processors that are not evaluated do nothing. */
export function pipelineOf(stored: Fields): PipelineDefinition | undefined {
    const { name, is_enabled, filter: own, processors } = pipeline.parse(stored);
    return is_enabled
        ? {
              name,
              description: "",
              search: own?.query ?? "",
              processors: processors.flatMap<Processor | NestedPipeline>(
                  (one) => nested(one) ?? single(one),
              ),
          }
        : undefined;
}

function nested(stored: unknown): readonly NestedPipeline[] | undefined {
    const parsed = inner.safeParse(stored);
    if (!parsed.success) {
        return undefined;
    }
    const { name, is_enabled, filter: own, processors } = parsed.data;
    const search = own?.query ?? "";
    return is_enabled
        ? [{ kind: "pipeline", name, search, processors: processors.flatMap(single) }]
        : [];
}

function single(stored: unknown): readonly Processor[] {
    const { data } = processor.safeParse(stored);
    return data?.is_enabled === true ? [processorOf(data)] : [];
}

const lines = (text: string): readonly string[] => text.split("\n").filter((line) => line !== "");

function processorOf(stored: Stored): Processor {
    const { name } = stored;
    switch (stored.type) {
        case "grok-parser": {
            const { match_rules: rules, support_rules: helpers } = stored.grok;
            const { type: kind, samples } = stored;
            return { kind, name, samples, rules: lines(rules), helpers: lines(helpers) };
        }
        case "category-processor": {
            const categories = stored.categories.map((one) => {
                return { name: one.name, search: one.filter.query };
            });
            return { kind: stored.type, name, target: stored.target, categories };
        }
        case "arithmetic-processor": {
            const { expression, target } = stored;
            return { kind: stored.type, name, expression, target };
        }
        case "attribute-remapper": {
            const [tag = ""] = stored.sources;
            return { kind: stored.type, name, tag, target: stored.target };
        }
        case "service-remapper":
        case "status-remapper": {
            const [source = ""] = stored.sources;
            return { kind: stored.type, name, source };
        }
    }
}

const metric = z.looseObject({
    id: z.string(),
    attributes: z.looseObject({
        compute: z.looseObject({
            aggregation_type: z.enum(["count", "distribution"]),
            path: z.string().optional(),
            include_percentiles: z.boolean().optional(),
        }),
        filter,
        group_by: z.array(z.looseObject({ path: z.string() })),
    }),
});

export function logMetricOf(stored: Fields): LogMetricDefinition {
    const { id, attributes } = metric.parse(stored);
    const { compute, filter: own, group_by: groups } = attributes;
    return {
        name: id,
        kind: compute.aggregation_type,
        search: own.query,
        attribute: compute.path?.replace(/^@/, ""),
        hasPercentiles: compute.include_percentiles ?? false,
        groupBy: groups.map(({ path }) => path),
    };
}
