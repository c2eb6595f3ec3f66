import type { MetricFact, MetricKind } from "./metricFact";
import { containerTagsAt } from "./tags";
import type { UnitName } from "./units";

/*
 * Metrics of the agent's container check, which works with every container runtime. Source:
 * integrations-core container/metadata.csv.
 */

const fact = (name: string, kind: MetricKind, unit: UnitName): MetricFact => ({
    name: `container.${name}`,
    kind,
    unit,
    emitter: "container",
    requires: "agent",
    tags: containerTagsAt("high"),
    gaps: "while down",
});

export const containerCheckMetrics: readonly MetricFact[] = [
    fact("cpu.usage", "rate", "nanocores"),
    fact("cpu.limit", "gauge", "nanocores"),
    fact("cpu.throttled", "rate", "nanoseconds per second"),
    fact("cpu.throttled.periods", "rate", "per second"),
    fact("memory.usage", "gauge", "bytes"),
    fact("memory.working_set", "gauge", "bytes"),
    fact("memory.limit", "gauge", "bytes"),
    {
        ...fact("memory.oom_events", "gauge", "count"),
        isCumulative: true,
        note: "Counted per container: the one that was killed takes its count with it.",
    },
    fact("net.rcvd", "rate", "bytes per second"),
    fact("net.sent", "rate", "bytes per second"),
];
