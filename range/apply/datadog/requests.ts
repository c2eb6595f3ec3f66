/** What the Datadog provider sends when it creates the resources of the stack. */
import { z } from "zod";

import { pipelineBody } from "./pipelineBody";
import { snake } from "./snake";

/** Where a resource is created, and what of the answer is its id. */
export interface Creation {
    readonly path: string;
    readonly body: object;
    /** Whether a change makes a new one of it; else it is put in its place. */
    readonly isReplaced: boolean;
    /** The id in Datadog, of an answer; the provider's id of a resource is text. */
    readonly idOf: (answer: unknown) => string;
}

type Inputs = Readonly<Record<string, unknown>>;

/** By type of resource. What is not here the range's account cannot take. */
export const creations: Readonly<Record<string, (inputs: Inputs) => Creation>> = {
    "datadog:index/monitor:Monitor": (inputs) => ({
        path: "/api/v1/monitor",
        body: monitorBody(inputs),
        isReplaced: false,
        idOf: (answer) => String(numbered.parse(answer).id),
    }),
    "datadog:index/dashboardJson:DashboardJson": ({ dashboard }) => ({
        path: "/api/v1/dashboard",
        body: JSON.parse(String(dashboard)) as object,
        isReplaced: false,
        idOf: (answer) => named.parse(answer).id,
    }),
    "datadog:index/serviceLevelObjective:ServiceLevelObjective": (inputs) => ({
        path: "/api/v1/slo",
        body: objectiveBody(inputs),
        isReplaced: false,
        idOf: (answer) => listed.parse(answer).data[0].id,
    }),
    "datadog:index/logsMetric:LogsMetric": (inputs) => ({
        path: "/api/v2/logs/config/metrics",
        body: logsMetricBody(inputs),
        isReplaced: true,
        idOf: (answer) => wrapped.parse(answer).data.id,
    }),
    "datadog:index/logsCustomPipeline:LogsCustomPipeline": (inputs) => ({
        path: "/api/v1/logs/config/pipelines",
        body: pipelineBody(inputs),
        isReplaced: false,
        idOf: (answer) => named.parse(answer).id,
    }),
    "datadog:index/downtimeSchedule:DowntimeSchedule": (inputs) => ({
        path: "/api/v2/downtime",
        body: { data: { type: "downtime", attributes: downtimeAttributes(inputs) } },
        isReplaced: true,
        idOf: (answer) => wrapped.parse(answer).data.id,
    }),
};

const numbered = z.object({ id: z.number() });
const named = z.object({ id: z.string() });
const wrapped = z.object({ data: named });
const listed = z.object({ data: z.tuple([named]) });

/** Of the provider alone: what it checks, and when. */
const ownFields = ["validate", "forceDelete"];

/** Fields of a monitor beside its options. */
const monitorFields = ["name", "type", "query", "message", "tags"];

function monitorBody({ priority, monitorThresholds, ...inputs }: Inputs): object {
    const options = without(inputs, [...monitorFields, ...ownFields]);
    return {
        ...only(inputs, monitorFields),
        ...(priority === undefined ? {} : { priority: Number(priority) }),
        options: {
            ...(snake(options) as object),
            ...(monitorThresholds === undefined ? {} : { thresholds: numbers(monitorThresholds) }),
        },
    };
}

const sliSpecification = z.strictObject({
    timeSlice: z.strictObject({
        comparator: z.string(),
        threshold: z.number(),
        queryIntervalSeconds: z.number(),
        query: z.strictObject({
            formula: z.strictObject({ formulaExpression: z.string() }),
            queries: z.array(
                z.strictObject({
                    metricQuery: z.strictObject({ name: z.string(), query: z.string() }),
                }),
            ),
        }),
    }),
});

function objectiveBody(inputs: Inputs): object {
    const { timeSlice } = sliSpecification.parse(inputs.sliSpecification);
    const { comparator, threshold, queryIntervalSeconds, query } = timeSlice;
    return {
        ...without(inputs, ["sliSpecification", ...ownFields]),
        sli_specification: {
            time_slice: {
                comparator,
                threshold,
                query_interval_seconds: queryIntervalSeconds,
                query: {
                    formulas: [{ formula: query.formula.formulaExpression }],
                    queries: query.queries.map(({ metricQuery }) => ({
                        data_source: "metrics",
                        ...metricQuery,
                    })),
                },
            },
        },
    };
}

function logsMetricBody({ name, groupBies, ...inputs }: Inputs): object {
    const attributes = { ...inputs, groupBy: groupBies };
    return { data: { type: "logs_metrics", id: name, attributes: snake(attributes) } };
}

function downtimeAttributes({ oneTimeSchedule, ...inputs }: Inputs): unknown {
    // From its creation to its deletion: no schedule at all.
    return snake(isEmpty(oneTimeSchedule) ? inputs : { ...inputs, schedule: oneTimeSchedule });
}

function isEmpty(value: unknown): boolean {
    return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

/** The provider takes thresholds as text. */
function numbers(texts: unknown): object {
    return Object.fromEntries(
        Object.entries(snake(texts) as object).map(([name, text]) => [name, Number(text)]),
    );
}

function only(inputs: Inputs, names: readonly string[]): Inputs {
    return Object.fromEntries(Object.entries(inputs).filter(([name]) => names.includes(name)));
}

function without(inputs: Inputs, names: readonly string[]): Inputs {
    return Object.fromEntries(Object.entries(inputs).filter(([name]) => !names.includes(name)));
}
