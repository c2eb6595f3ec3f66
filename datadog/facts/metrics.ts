import { containerCheckMetrics } from "./containerCheck";
import { kubeletMetrics } from "./kubelet";
import { kubeStateMetrics } from "./kubeState";
import type { MetricFact } from "./metricFact";
import { shopMetrics } from "./shopMetrics";
import { traceMetric } from "./traceMetrics";

/** Every metric that queries of this stack may use, those of a tracer excepted. */
export const metricFacts: readonly MetricFact[] = [
    ...kubeletMetrics,
    ...containerCheckMetrics,
    ...kubeStateMetrics,
    ...shopMetrics,
];

const byName: ReadonlyMap<string, MetricFact> = new Map(
    metricFacts.map((fact) => [fact.name, fact]),
);

/** What is known of a metric; undefined when nothing emits it. */
export function metricFact(name: string): MetricFact | undefined {
    return byName.get(name) ?? traceMetric(name);
}
