import leven from "leven";

import { metricFacts } from "../facts/metrics";
import { productReason } from "./products";
import type { MonitorDefinition, MonitorSet } from "./definition";
import type { CompositeQuery, MetricQuery, MonitorQuery, SloQuery } from "../query/ast";
import { parseMonitorQuery } from "../query/parse";
import { QuerySyntaxError } from "../query/scanner";
import { compositeParts, selectorsOf } from "../query/walk";
import { checkBurnRate } from "../check/catalogue";
import { mostParts } from "../check/composite";
import {
    caution,
    type CheckContext,
    type Finding,
    type FindingCode,
    refused,
} from "../check/finding";
import { checkMetricQuery } from "../check/metrics";
import { type CheckedOptions, checkOptions } from "../check/options";
import { checkSearch } from "../check/search";
import { checkWindows } from "../check/windows";

/** What was found in a monitor of somebody's account. */
export interface LintedMonitor {
    readonly monitor: string;
    readonly title: string;
    readonly findings: readonly Finding[];
}

/** Nothing is known of the account's containers, and facts cover only what this stack reads. */
const foreign: CheckContext = { capacity: [], isForeign: true };

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

function checkKind(query: MonitorQuery, set: MonitorSet): readonly Finding[] {
    switch (query.kind) {
        case "metric":
            return [...checkMetricQuery(query, foreign), ...lateMetrics(query)].map(suggesting);
        case "logs":
        case "events":
            return checkSearch(query.search, query.kind, foreign);
        case "slo":
            return checkSlo(query, set);
        case "composite":
            return checkParts(query, set);
    }
}

function checkParts({ expression }: CompositeQuery, { monitors }: MonitorSet): readonly Finding[] {
    const ids = new Set(compositeParts(expression).map(({ id }) => id));
    return [
        ...(ids.size > mostParts
            ? [refused("window", `a composite takes at most ${mostParts} monitors`)]
            : []),
        ...[...ids].flatMap((id) => {
            const part = monitors.find((one) => one.id === id);
            if (part === undefined) {
                return [caution("unknown-reference", `monitor ${id} is not in this export`)];
            }
            return part.type === "composite"
                ? [refused("wrong-type", `a composite cannot contain another (${id})`)]
                : [];
        }),
    ];
}

function checkSlo(query: SloQuery, { slos }: MonitorSet): readonly Finding[] {
    const slo = slos.find(({ id }) => id === query.slo);
    return slo === undefined
        ? [caution("unknown-reference", `SLO ${query.slo} is not in this export`)]
        : checkBurnRate(query, slo);
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

const cloud = /^(?:aws|azure|gcp)\./;

/** Datadog asks the clouds every five or ten minutes, and recommends to wait for 15. */
function lateMetrics({ expression, aggregation }: MetricQuery): readonly Finding[] {
    const late = selectorsOf(expression).find(({ selector }) => cloud.test(selector.metric));
    return late === undefined || aggregation.windowSeconds >= cloudInterval
        ? []
        : [
              caution(
                  "window",
                  `${late.selector.metric} comes from its cloud every 10 minutes at worst: the ` +
                      "window is shorter, and evaluation_delay should be 900",
                  late.selector.at,
              ),
          ];
}

/** Seconds; docs.datadoghq.com/integrations/guide/cloud-metric-delay/. */
const cloudInterval = 600;

/** Most metrics are simply not known here; some are nearly one that is. */
function suggesting(finding: Finding): Finding {
    const name = finding.code === "unknown-metric" ? finding.subject : undefined;
    if (name === undefined) {
        return finding;
    }
    const near = metricFacts
        .map((fact) => ({ known: fact.name, distance: leven(name, fact.name) }))
        .sort((one, other) => one.distance - other.distance)[0];
    const isNear = near !== undefined && near.distance <= Math.max(2, Math.floor(name.length / 6));
    const hint = isNear ? ` Did you mean ${near.known}?` : "";
    return { ...finding, reason: `metric ${name} is not known here.${hint}` };
}
