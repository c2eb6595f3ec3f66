import type { MonitorDefinition, MonitorSet } from "./definition";
import { checkKind } from "./lintQuery";
import { productReason } from "./products";
import type { MonitorQuery } from "../query/ast";
import { parseMonitorQuery } from "../query/parse";
import { QuerySyntaxError } from "../query/scanner";
import { caution, type Finding, type FindingCode, refused } from "../check/finding";
import { type CheckedOptions, checkOptions } from "../check/options";
import { checkWindows } from "../check/windows";

/** What was found in a monitor of somebody's account. */
export interface LintedMonitor {
    readonly monitor: string;
    readonly title: string;
    readonly findings: readonly Finding[];
}

/** Rules of this stack's house, or about its own services: not asked of others. */
const ofTheHouse: readonly FindingCode[] = [
    "unscoped",
    "names-the-incident",
    "image-name",
    "wrong-writer",
    "nobody-writes",
    "unknown-attribute",
    "composite-part",
];

/** What may be meant, or may be right in an account of which nothing is known. */
const doubtful: readonly FindingCode[] = [
    "unknown-metric",
    "impossible-tag",
    "lifetime-count",
    "no-aggregator",
    "modifier",
    "full-window",
    "stuck-alert",
    "no-threshold",
    "state-word",
    "lower-case-operator",
    "ambiguous-operators",
    "unsupported",
    "unknown-reference",
];

/** The checks that the stack's own monitors get, for those of an export. */
export function lintMonitors(set: MonitorSet): readonly LintedMonitor[] {
    return [
        ...set.monitors.map((definition) => ({
            monitor: definition.id,
            title: definition.name,
            findings: lintOne(definition, set)
                .filter(({ code }) => !ofTheHouse.includes(code))
                .map(softened),
        })),
        ...(set.unread ?? []).map(({ monitor, title, reason }) => ({
            monitor,
            title,
            findings: [caution("unsupported", reason)],
        })),
    ];
}

function softened(finding: Finding): Finding {
    return doubtful.includes(finding.code) ? { ...finding, severity: "caution" } : finding;
}

function lintOne(definition: MonitorDefinition, set: MonitorSet): readonly Finding[] {
    const product = productReason(definition.type);
    if (product !== undefined) {
        return [caution("unsupported", product)];
    }
    try {
        const query = parseMonitorQuery(definition.query);
        return [
            ...checkType(definition.type, query),
            ...checkWindows(query),
            ...checkKind(query, set),
            ...checkOptions(specOf(definition, query), query),
        ];
    } catch (error) {
        if (error instanceof QuerySyntaxError) {
            return [refused(error.problem, error.message, error.at)];
        }
        throw error;
    }
}

/** Types that the API takes for a query; `metric alert` and `event alert` are the older names. */
const typesOf: Readonly<Record<MonitorQuery["kind"], readonly string[]>> = {
    metric: ["query alert", "metric alert"],
    logs: ["log alert"],
    events: ["event-v2 alert", "event alert"],
    slo: ["slo alert"],
    composite: ["composite"],
};

function checkType(type: string, { kind }: MonitorQuery): readonly Finding[] {
    return typesOf[kind].includes(type)
        ? []
        : [
              refused(
                  "wrong-type",
                  `"${type}" is not the type of such a query: ${typesOf[kind].join(" or ")}`,
              ),
          ];
}

function specOf({ options }: MonitorDefinition, query: MonitorQuery): CheckedOptions {
    const { critical, warning, criticalRecovery, warningRecovery, onMissingData } = options;
    return {
        thresholds:
            critical === undefined
                ? undefined
                : { critical, warning, criticalRecovery, warningRecovery },
        options: {
            onMissingData,
            // Exports carry it for every type, whether it means something or not.
            requireFullWindow: query.kind === "metric" ? options.requireFullWindow : undefined,
        },
    };
}
