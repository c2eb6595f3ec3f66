import { z } from "zod";
import {
    type EvaluationOptions,
    missingDataOptions,
    type MonitorDefinition,
    type MonitorSet,
    type SloDefinition,
} from "./definition";

/*
 * Monitors and SLOs as Datadog's API returns them (GET /api/v1/monitor and /api/v1/slo). Fields
 * that no evaluation depends on are ignored, whatever they are.
 */

const number = z.number().nullish();

const exportedMonitor = z.looseObject({
    id: z.union([z.number(), z.string()]),
    name: z.string(),
    type: z.string(),
    query: z.string(),
    tags: z.array(z.string()).nullish(),
    options: z
        .looseObject({
            thresholds: z
                .looseObject({
                    critical: number,
                    warning: number,
                    critical_recovery: number,
                    warning_recovery: number,
                })
                .nullish(),
            require_full_window: z.boolean().nullish(),
            on_missing_data: z.enum(missingDataOptions).nullish(),
            notify_no_data: z.boolean().nullish(),
            no_data_timeframe: number,
            new_group_delay: number,
            evaluation_delay: number,
        })
        .nullish(),
});

const exportedSlo = z.looseObject({
    id: z.string(),
    name: z.string(),
    type: z.literal("time_slice", {
        error: "only SLOs of type time_slice are supported",
    }),
    thresholds: z.array(z.looseObject({ timeframe: z.string(), target: z.number() })).min(1),
    sli_specification: z.looseObject({
        time_slice: z.looseObject({
            comparator: z.enum(["<", "<=", ">", ">="]),
            threshold: z.number(),
            query_interval_seconds: z.number().nullish(),
            query: z.looseObject({
                formulas: z.array(z.looseObject({ formula: z.string() })).length(1),
                queries: z.array(z.looseObject({ name: z.string(), query: z.string() })).min(1),
            }),
        }),
    }),
});

const exportFile = z.looseObject({
    monitors: z.array(exportedMonitor),
    slos: z.array(exportedSlo).default([]),
});

/**
 * Reads an export: one monitor, a list of them, or an object with the lists `monitors` and `slos`.
 * @param data the parsed JSON.
 * @throws {Error} that names the field, when it is no such export.
 */
export function readExport(data: unknown): MonitorSet {
    const isOne = typeof data === "object" && data !== null && "query" in data;
    const lists = Array.isArray(data) || isOne ? { monitors: [data].flat() } : data;
    const parsed = exportFile.safeParse(lists);
    if (!parsed.success) {
        throw new Error(`Not an export of Datadog monitors: ${z.prettifyError(parsed.error)}`);
    }
    return {
        monitors: parsed.data.monitors.map(monitorOf),
        slos: parsed.data.slos.map(sloOf),
    };
}

function monitorOf(monitor: z.output<typeof exportedMonitor>): MonitorDefinition {
    const { id, name, type, query, tags } = monitor;
    return {
        id: String(id),
        name,
        type,
        query: query.trim(),
        tags: tags ?? [],
        options: optionsOf(monitor.options ?? {}),
    };
}

type ExportedOptions = NonNullable<z.output<typeof exportedMonitor>["options"]>;

function optionsOf(options: ExportedOptions): EvaluationOptions {
    const { thresholds } = options;
    return {
        critical: thresholds?.critical ?? undefined,
        warning: thresholds?.warning ?? undefined,
        criticalRecovery: thresholds?.critical_recovery ?? undefined,
        warningRecovery: thresholds?.warning_recovery ?? undefined,
        // The API's default.
        requireFullWindow: options.require_full_window ?? false,
        onMissingData: options.on_missing_data ?? undefined,
        notifyNoData: options.notify_no_data ?? false,
        noDataTimeframe: options.no_data_timeframe ?? undefined,
        newGroupDelay: options.new_group_delay ?? undefined,
        evaluationDelay: options.evaluation_delay ?? 0,
    };
}

function sloOf({
    id,
    name,
    thresholds,
    sli_specification,
}: z.output<typeof exportedSlo>): SloDefinition {
    const { time_slice: slice } = sli_specification;
    return {
        id,
        name,
        queries: Object.fromEntries(slice.query.queries.map((one) => [one.name, one.query])),
        formula: slice.query.formulas[0]?.formula ?? "",
        comparator: slice.comparator,
        threshold: slice.threshold,
        // The API's default.
        sliceSeconds: slice.query_interval_seconds ?? 300,
        target: thresholds[0]?.target ?? 100,
    };
}
