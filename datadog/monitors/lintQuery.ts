import leven from "leven";

import { checkBurnRate } from "../check/catalogue";
import { mostParts } from "../check/composite";
import { caution, type CheckContext, type Finding, refused } from "../check/finding";
import { checkMetricQuery } from "../check/metrics";
import { checkSearch } from "../check/search";
import { metricFacts } from "../facts/metrics";
import type { CompositeQuery, MetricQuery, MonitorQuery, SloQuery } from "../query/ast";
import { compositeParts, selectorsOf } from "../query/walk";
import type { MonitorSet } from "./definition";

/** Nothing is known of the account's containers, and facts cover only what this stack reads. */
const foreign: CheckContext = { capacity: [], isForeign: true };

/** What is wrong with what a query of somebody's account looks at. */
export function checkKind(query: MonitorQuery, set: MonitorSet): readonly Finding[] {
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
