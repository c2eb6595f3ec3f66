import { wholeShop } from "../tags";
import { availabilityMonitors } from "./availability";
import { compositeOf } from "./composites";
import { cpuMonitors } from "./cpu";
import { databaseMonitors } from "./database";
import type { CatalogueScope, Monitor, MonitorTemplate } from "./definition";
import { failureMonitors } from "./failures";
import { firingIncidents, type KnownIncident } from "./incident";
import { latencyMonitors } from "./latency";
import { memoryMonitors } from "./memory";
import { paymentMonitors } from "./payment";
import { restartMonitors } from "./restarts";
import { shipmentMonitors } from "./shipments";
import { sloMonitors } from "./slos";

/** The monitors of single symptoms, which are the same whatever incidents there are. */
export const monitorTemplates: readonly MonitorTemplate[] = [
    ...cpuMonitors,
    ...memoryMonitors,
    ...restartMonitors,
    ...latencyMonitors,
    ...failureMonitors,
    ...paymentMonitors,
    ...databaseMonitors,
    ...shipmentMonitors,
    ...availabilityMonitors,
    ...sloMonitors,
];

/**
 * The monitors for a namespace, without those whose metrics this source of latency lacks. Those
 * that name an incident come last, because they refer to the others.
 */
export function monitors(
    scope: CatalogueScope,
    incidents: readonly KnownIncident[],
): readonly Monitor[] {
    return [...monitorTemplates, ...incidents.map(compositeOf)]
        .filter(({ latencySources }) => latencySources?.includes(scope.latencySource) ?? true)
        .map((template) => monitorOf(template, scope, incidents));
}

/** One monitor; its query and its options carry the same number because it is passed once. */
function monitorOf(
    template: MonitorTemplate,
    scope: CatalogueScope,
    incidents: readonly KnownIncident[],
): Monitor {
    const { thresholds, service } = template;
    const resolved = typeof thresholds === "function" ? thresholds(scope) : thresholds;
    return {
        id: template.id,
        signal: template.signal,
        title: template.title,
        type: template.type,
        query: template.query(scope, resolved?.critical ?? 0),
        thresholds: resolved,
        options: template.options ?? {},
        priority: template.priority,
        why: template.why,
        ...firingIncidents(template.id, incidents),
        namesIncident: template.namesIncident ?? false,
        message: template.message,
        tags: [
            `signal:${template.signal}`,
            service === undefined ? wholeShop : `service:${service}`,
            `env:${scope.env}`,
        ],
    };
}
