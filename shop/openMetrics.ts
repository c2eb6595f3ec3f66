import type { ServiceSpec } from "./serviceSpec";
import type { ShopSpec } from "./services";

/** The front-end's container, which is the check's identifier, and where its metrics are. */
const container = "front-end";
const path = "/metrics";

/** Prefix and name of the distribution that both images end up as (facts/shopMetrics.ts). */
const prefix = "sockshop";
const duration = "request_duration_seconds";

/**
 * How long the agent waits for the page, in seconds: not longer than its interval of 15 s. Under
 * load the front-end's only thread is late with everything, with this page as well.
 */
const timeoutSeconds = 14;

/**
 * The pod annotation by which the agent finds the front-end's histogram and sends it as a
 * distribution, so that there are percentiles without APM. Form and names of the options: the
 * agent's Autodiscovery annotations v2, and version 2 of its OpenMetrics check. It is read by the
 * agent alone; without one it does nothing.
 */
function openMetricsAnnotation(port: number): Readonly<Record<string, string>> {
    const instance = {
        openmetrics_endpoint: `http://%%host%%:${port}${path}`,
        namespace: prefix,
        // Image 0.3.12 has the first name, the rebuilt one the second; never both.
        metrics: [{ [duration]: duration }, { [`http_${duration}`]: duration }],
        histogram_buckets_as_distributions: true,
        // The sum and the count as well: a rate of requests, and the mean.
        collect_counters_with_distributions: true,
        // A constant, under the name of a tag that Datadog reserves.
        exclude_labels: ["service"],
        timeout: timeoutSeconds,
        // The endpoint stays a tag: it alone keeps the counts of two replicas apart.
    };
    const checks = { openmetrics: { init_config: {}, instances: [instance] } };
    return { [`ad.datadoghq.com/${container}.checks`]: JSON.stringify(checks) };
}

/** The shop with the front-end's metrics announced to the agent; its pods are replaced by it. */
export function withOpenMetrics(shop: ShopSpec): ShopSpec {
    const spec = shop[container];
    return { ...shop, [container]: announced(spec) };
}

function announced(spec: ServiceSpec): ServiceSpec {
    const port = spec.containers.find(({ name }) => name === container)?.ports[0]?.containerPort;
    if (port === undefined) {
        throw new Error(`the service has no container ${container} with a port`);
    }
    return {
        ...spec,
        podAnnotations: { ...spec.podAnnotations, ...openMetricsAnnotation(port) },
    };
}
