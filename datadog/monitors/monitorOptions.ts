import { secondsOf } from "../query/windows";

/*
 * Every field of a monitor's options as Datadog's API has them (schema MonitorOptions, and those of
 * thresholds and scheduling_options in it), and what becomes of it in an evaluation here.
 */

export interface OptionFate {
    /**
     * evaluated: states depend on it, and so they do here; irrelevant: no state depends on it;
     * refused: states depend on it in ways that are not evaluated, so the monitor is not either.
     */
    readonly fate: "evaluated" | "irrelevant" | "refused";
    /** What it does in Datadog, which is why. */
    readonly why: string;
}

const evaluated = (why: string): OptionFate => ({ fate: "evaluated", why });
const irrelevant = (why: string): OptionFate => ({ fate: "irrelevant", why });
const refused = (why: string): OptionFate => ({ fate: "refused", why });

const synthetics = irrelevant("only of synthetics monitors, which are not evaluated at all");
const serviceChecks = irrelevant("only of service checks, which are not evaluated at all");
const repeats = irrelevant("when a notification is repeated; the state stays what it is");
const notified = irrelevant("what a notification says");

export const optionFates: Readonly<Record<string, OptionFate>> = {
    "thresholds.critical": evaluated("the threshold of an alert, and the query's own"),
    "thresholds.warning": evaluated("the threshold of a warning"),
    "thresholds.critical_recovery": evaluated("how far back the value has to come from an alert"),
    "thresholds.warning_recovery": evaluated("how far back it has to come from a warning"),
    "thresholds.ok": serviceChecks,
    "thresholds.unknown": serviceChecks,
    "thresholds.critical_query": refused("a threshold that is a query itself (preview)"),
    "thresholds.critical_recovery_query": refused("a threshold that is a query itself (preview)"),
    require_full_window: evaluated("whether a window with gaps is skipped"),
    on_missing_data: evaluated("what an evaluation without data means"),
    notify_no_data: evaluated("whether missing data is No Data, and notified of; older form"),
    no_data_timeframe: evaluated("after how many minutes; twice the window when left out"),
    timeout_h: evaluated("after how many hours without data a triggered monitor is over"),
    group_retention_duration: evaluated("after which time without data a group is forgotten"),
    new_group_delay: evaluated("for how long a new group is left alone; 60 s when left out"),
    new_host_delay: evaluated(
        "the same of groups by host, 300 s when left out; a new_group_delay that is not 0 goes first",
    ),
    evaluation_delay: evaluated("how far back the end of the window lies"),
    "scheduling_options.custom_schedule": refused("evaluations at certain times instead of always"),
    "scheduling_options.evaluation_window": refused("cumulative windows, like current_1d"),
    variables: refused("the queries of a formula()"),
    threshold_windows: irrelevant("only of anomaly monitors, which are not evaluated at all"),
    aggregation: irrelevant("repeats what the query says"),
    groupby_simple_monitor: irrelevant("how many notifications the groups make together"),
    notify_by: irrelevant("how many notifications the groups make together"),
    renotify_interval: repeats,
    renotify_occurrences: repeats,
    renotify_statuses: repeats,
    escalation_message: notified,
    include_tags: notified,
    notification_preset_name: notified,
    enable_logs_sample: notified,
    enable_samples: notified,
    notify_audit: irrelevant("whether somebody hears of changes to the monitor"),
    locked: irrelevant("who may change the monitor"),
    silenced: irrelevant("who is not told while a downtime lasts; the state changes all the same"),
    device_ids: synthetics,
    min_failure_duration: synthetics,
    min_location_failed: synthetics,
    synthetics_check_id: synthetics,
};

type Options = Readonly<Record<string, unknown>>;

/** What a monitor's options ask for that is not evaluated: a sentence each. */
export function refusalsOf(options: Options): readonly string[] {
    const asked = Object.entries(optionFates)
        .filter(([name, { fate }]) => fate === "refused" && isSet(valueAt(options, name)))
        .map(([name, { why }]) => `option ${name} is not supported: ${why}`);
    const { group_retention_duration: retention } = options;
    return isSet(retention) && retentionSeconds(retention) === undefined
        ? [
              ...asked,
              `option group_retention_duration is "${String(retention)}", and Datadog keeps groups ` +
                  'from "1h" to "72h"',
          ]
        : asked;
}

function valueAt(options: Options, name: string): unknown {
    return name
        .split(".")
        .reduce<unknown>(
            (value, key) =>
                typeof value === "object" && value !== null ? (value as Options)[key] : undefined,
            options,
        );
}

/** Exports spell out what nobody set: as null, or as an object or list with nothing in it. */
function isSet(value: unknown): boolean {
    if (typeof value === "object" && value !== null) {
        return Object.values(value).some(isSet);
    }
    return value !== undefined && value !== null;
}

const hour = 3600;

/** "60m", "1h", "2d" in seconds; undefined when it is no time that Datadog takes. */
export function retentionSeconds(text: unknown): number | undefined {
    const seconds = typeof text === "string" ? secondsOf(text) : undefined;
    const isAllowed = seconds !== undefined && seconds >= hour && seconds <= 72 * hour;
    return isAllowed ? seconds : undefined;
}
