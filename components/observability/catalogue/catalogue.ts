import { availabilityMonitors } from "./availability";
import { compositeMonitors } from "./composites";
import { cpuMonitors } from "./cpu";
import type { CatalogueScope, Monitor, MonitorTemplate } from "./definition";
import { failureMonitors } from "./failures";
import { latencyMonitors } from "./latency";
import { memoryMonitors } from "./memory";
import { paymentMonitors } from "./payment";
import { restartMonitors } from "./restarts";
import { sloMonitors } from "./slos";

/** All monitors of the stack; composites last, because they refer to the others. */
export const monitorTemplates: readonly MonitorTemplate[] = [
    ...cpuMonitors,
    ...memoryMonitors,
    ...restartMonitors,
    ...latencyMonitors,
    ...failureMonitors,
    ...paymentMonitors,
    ...availabilityMonitors,
    ...sloMonitors,
    ...compositeMonitors,
];

/** The monitors for a namespace, without those whose metrics this source of latency lacks. */
export function monitors(scope: CatalogueScope): readonly Monitor[] {
    return monitorTemplates
        .filter(({ latencySources }) => latencySources?.includes(scope.latencySource) ?? true)
        .map((template) => monitorOf(template, scope));
}

/** One monitor; its query and its options carry the same number because it is passed once. */
export function monitorOf(template: MonitorTemplate, scope: CatalogueScope): Monitor {
    const { thresholds, service = "shop" } = template;
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
        firesIn: template.firesIn,
        mayFireIn: template.mayFireIn ?? [],
        namesIncident: template.namesIncident ?? false,
        message: template.message,
        tags: [`signal:${template.signal}`, `service:${service}`, `env:${scope.env}`],
    };
}
