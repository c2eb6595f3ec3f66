/** What the provider would send for a resource of the plan: the API's names and its numbers. */
import { z } from "zod";

import type { PlannedResource } from "../../../plan/plan";
import type { Fields } from "../http/exchange";

/** Puts the account's id in the place of what the plan calls a resource's id. */
export type IdOf = (plannedId: string) => string;

export interface Body {
    readonly path: string;
    readonly body: Fields;
}

/** Undefined for a resource that is nothing in an account. */
export function bodyOf({ type, inputs }: PlannedResource, idOf: IdOf): Body | undefined {
    const make = makers[type];
    return make?.(inputs, idOf);
}

/** The types, in an order in which what is referred to is there before. */
export const accountTypes = [
    "datadog:index/logsCustomPipeline:LogsCustomPipeline",
    "datadog:index/logsMetric:LogsMetric",
    "datadog:index/serviceLevelObjective:ServiceLevelObjective",
    "datadog:index/dashboardJson:DashboardJson",
    "datadog:index/monitor:Monitor",
    "datadog:index/downtimeSchedule:DowntimeSchedule",
] as const;

const makers: Readonly<Record<string, (inputs: Fields, idOf: IdOf) => Body>> = {
    "datadog:index/logsCustomPipeline:LogsCustomPipeline": pipeline,
    "datadog:index/logsMetric:LogsMetric": logsMetric,
    "datadog:index/serviceLevelObjective:ServiceLevelObjective": slo,
    "datadog:index/monitor:Monitor": monitor,
    "datadog:index/dashboardJson:DashboardJson": (inputs, idOf) => ({
        path: "/api/v1/dashboard",
        body: JSON.parse(idOf(String(inputs.dashboard))) as Fields,
    }),
    "datadog:index/downtimeSchedule:DowntimeSchedule": downtime,
};

/** Fields of the resource that are options of the monitor, by their API's names. */
const monitorOptions = [
    ...["requireFullWindow", "onMissingData", "notifyNoData", "noDataTimeframe", "newGroupDelay"],
    ...["newHostDelay", "timeoutH", "groupRetentionDuration", "evaluationDelay", "includeTags"],
    ...["renotifyInterval", "renotifyStatuses", "renotifyOccurrences", "escalationMessage"],
    ...["notifyAudit", "enableLogsSample", "groupbySimpleMonitor", "notificationPresetName"],
] as const;

function monitor(inputs: Fields, idOf: IdOf): Body {
    const { name, type, query, message, tags = [], priority, monitorThresholds } = inputs;
    const options: Fields = Object.fromEntries(
        monitorOptions.flatMap((key) =>
            inputs[key] === undefined ? [] : [[snake(key), inputs[key]]],
        ),
    );
    const given = Object.entries((monitorThresholds ?? {}) as Record<string, string>);
    const thresholds: Fields = Object.fromEntries(
        given.map(([key, value]) => [snake(key), Number(value)]),
    );
    return {
        path: "/api/v1/monitor",
        body: {
            ...{ name, type, tags, query: idOf(String(query)), message: idOf(String(message)) },
            ...(priority !== undefined && { priority: Number(priority) }),
            options: {
                // The provider's default, unlike the API's.
                require_full_window: true,
                ...options,
                ...(given.length > 0 && { thresholds }),
            },
        },
    };
}

const sloInputs = z.looseObject({
    sliSpecification: z.looseObject({
        timeSlice: z.looseObject({
            comparator: z.string(),
            threshold: z.number(),
            queryIntervalSeconds: z.number().optional(),
            query: z.looseObject({
                formula: z.looseObject({ formulaExpression: z.string() }),
                queries: z.array(
                    z.looseObject({
                        metricQuery: z.looseObject({ name: z.string(), query: z.string() }),
                    }),
                ),
            }),
        }),
    }),
});

function slo(inputs: Fields): Body {
    const { name, type, description, tags, thresholds } = inputs;
    const { timeSlice } = sloInputs.parse(inputs).sliSpecification;
    const { comparator, threshold, queryIntervalSeconds, query } = timeSlice;
    return {
        path: "/api/v1/slo",
        body: {
            ...{ name, type, description, tags, thresholds },
            sli_specification: {
                time_slice: {
                    ...{ comparator, threshold },
                    ...(queryIntervalSeconds !== undefined && {
                        query_interval_seconds: queryIntervalSeconds,
                    }),
                    query: {
                        formulas: [{ formula: query.formula.formulaExpression }],
                        queries: query.queries.map(({ metricQuery }) => ({
                            data_source: "metrics",
                            name: metricQuery.name,
                            query: metricQuery.query,
                        })),
                    },
                },
            },
        },
    };
}

function pipeline({ name, description, filters, isEnabled, tags, processors }: Fields): Body {
    return {
        path: "/api/v1/logs/config/pipelines",
        body: {
            ...{ name, description, tags, is_enabled: isEnabled },
            filter: (filters as readonly Fields[])[0],
            processors: (processors as readonly Fields[]).map(processor),
        },
    };
}

/** `{ grokParser: {…} }` is a processor of the type grok-parser. */
function processor(framed: Fields): Fields {
    const [kind = "", inner] = Object.entries(framed)[0] ?? [];
    const { filters, processors, ...fields } = snaked(inner) as Fields;
    return {
        type: snake(kind).replaceAll("_", "-"),
        ...fields,
        ...(Array.isArray(filters) && { filter: (filters as readonly Fields[])[0] }),
        // Inner processors have the names of the resource still.
        ...(processors !== undefined && {
            processors: ((inner as Fields).processors as readonly Fields[]).map(processor),
        }),
    };
}

function logsMetric({ name, compute, filter, groupBies }: Fields): Body {
    return {
        path: "/api/v2/logs/config/metrics",
        body: {
            data: {
                id: name,
                type: "logs_metrics",
                attributes: { compute: snaked(compute), filter, group_by: snaked(groupBies) },
            },
        },
    };
}

function downtime(inputs: Fields): Body {
    const { monitorIdentifier, scope, message, displayTimezone, oneTimeSchedule } = inputs;
    const schedule = snaked(oneTimeSchedule ?? {}) as Fields;
    return {
        path: "/api/v2/downtime",
        body: {
            data: {
                type: "downtime",
                attributes: {
                    ...{ scope, message, display_timezone: displayTimezone },
                    monitor_identifier: snaked(monitorIdentifier),
                    ...(Object.keys(schedule).length > 0 && { schedule }),
                },
            },
        },
    };
}

function snake(name: string): string {
    return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function snaked(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.map(snaked);
    }
    return typeof value === "object" && value !== null
        ? Object.fromEntries(
              Object.entries(value).map(([key, inner]) => [snake(key), snaked(inner)]),
          )
        : value;
}
