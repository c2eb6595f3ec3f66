import { z } from "zod";
import {
    type EvaluationOptions,
    type LeftOut,
    type MonitorDefinition,
    type MonitorSet,
    type SloDefinition,
} from "./definition";
import {
    type Exported,
    exportedMonitor,
    type ExportedSlo,
    exportedSlo,
    exportFile,
} from "./exportSchema";
import { refusalsOf, retentionSeconds } from "./monitorOptions";

/**
 * Reads an export: one monitor, a list of them, or an object with the lists `monitors` and `slos`.
 * What is no monitor is left out and said, unless nothing else is there.
 * @param data the parsed JSON.
 * @throws {Error} that names the field, when it is no such export.
 */
export function readExport(data: unknown): MonitorSet {
    const parsed = exportFile.safeParse(
        Array.isArray(data) || isMonitor(data) ? { monitors: [data].flat() } : data,
    );
    if (!parsed.success) {
        throw new Error(`Not an export of Datadog monitors: ${z.prettifyError(parsed.error)}`);
    }
    const { monitors, slos } = parsed.data;
    if (monitors.length === 0) {
        throw new Error("Not an export of Datadog monitors: the list has none");
    }
    const read = monitors.map((one) => exportedMonitor.safeParse(definitionIn(one)));
    if (!read.some(({ success }) => success)) {
        const [first] = read.flatMap(({ error }) => (error === undefined ? [] : [error]));
        const why = first === undefined ? "" : z.prettifyError(first);
        throw new Error(`Not an export of Datadog monitors: ${why}`);
    }
    const usable = slos.map((one) => exportedSlo.safeParse(one));
    const ids = idsOf(monitors.map(definitionIn));
    return withoutSlos(
        {
            monitors: read.flatMap(({ data: one }, at) =>
                one === undefined ? [] : [monitorOf(one, ids[at] ?? "")],
            ),
            slos: usable.flatMap(({ data: one }) => (one === undefined ? [] : [sloOf(one)])),
            unread: read.flatMap(({ error }, at) =>
                error === undefined ? [] : [unreadOf(monitors[at], ids[at] ?? "", error)],
            ),
        },
        slos.filter((_, at) => usable[at]?.success === false),
    );
}

function isMonitor(data: unknown): boolean {
    const one = definitionIn(data);
    return typeof one === "object" && one !== null && "query" in one;
}

/** What an integration recommends stands in a frame: `{"version": 2, "definition": {…}}`. */
function definitionIn(one: unknown): unknown {
    return typeof one === "object" && one !== null && "definition" in one ? one.definition : one;
}

function fieldOf(one: unknown, key: "id" | "name"): string | undefined {
    const value: unknown =
        typeof one === "object" && one !== null ? (one as Record<string, unknown>)[key] : undefined;
    return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

/** What has no id, because it was not in an account yet, is called by its name. */
function idsOf(monitors: readonly unknown[]): readonly string[] {
    const named = monitors.map(
        (one, at) => fieldOf(one, "name") ?? `number ${at + 1} of the export`,
    );
    return monitors.map((one, at) => {
        const name = named[at] ?? "";
        const before = named.slice(0, at).filter((other) => other === name).length;
        return fieldOf(one, "id") ?? (before === 0 ? name : `${name} (${before + 1})`);
    });
}

function unreadOf(one: unknown, monitor: string, error: z.ZodError): LeftOut {
    const [issue] = error.issues;
    const path = issue?.path.join(".") ?? "";
    const reason = `it is no monitor: ${path === "" ? "" : `${path}: `}${issue?.message ?? ""}`;
    return { monitor, title: fieldOf(definitionIn(one), "name") ?? "", reason };
}

/** Monitors of SLOs that are not made of time slices, which is all that is evaluated. */
function withoutSlos(
    set: MonitorSet,
    slos: readonly { readonly id: string; readonly type: string }[],
): MonitorSet {
    const sloIn = (query: string): (typeof slos)[number] | undefined =>
        slos.find(({ id }) => query.includes(`"${id}"`));
    return {
        ...set,
        monitors: set.monitors.filter(({ query }) => sloIn(query) === undefined),
        unread: [
            ...set.monitors.flatMap(({ id, name, query }) => {
                const slo = sloIn(query);
                const reason = `SLO ${slo?.id ?? ""} of type ${slo?.type ?? ""} is not supported`;
                return slo === undefined ? [] : [{ monitor: id, title: name, reason }];
            }),
            ...(set.unread ?? []),
        ],
    };
}

function monitorOf(monitor: Exported, id: string): MonitorDefinition {
    const { name, type, query, tags } = monitor;
    return {
        id,
        name: name ?? "",
        type,
        query: query.trim(),
        tags: tags ?? [],
        options: optionsOf(monitor.options ?? {}),
        refusedOptions: refusalsOf(monitor.options ?? {}),
    };
}

type ExportedOptions = NonNullable<Exported["options"]>;

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
        newHostDelay: options.new_host_delay ?? undefined,
        timeoutHours: options.timeout_h ?? undefined,
        groupRetentionSeconds: retentionSeconds(options.group_retention_duration),
        evaluationDelay: options.evaluation_delay ?? 0,
    };
}

function sloOf({ id, name, thresholds, sli_specification }: ExportedSlo): SloDefinition {
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
