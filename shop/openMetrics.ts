import type { ServiceSpec } from "./serviceSpec";
import type { ServiceName, ShopSpec } from "./services";

const path = "/metrics";

/** Before the names of all metrics that come of it (facts/shopMetrics.ts). */
const prefix = "sockshop";
const duration = "request_duration_seconds";

/**
 * How long the agent waits for the page, in seconds: not longer than its interval of 15 s. Under
 * load the front-end's only thread is late with everything, with this page as well.
 */
const timeoutSeconds = 14;

/** A page of metrics that the agent reads, and what it makes of it. */
interface Announced {
    readonly service: ServiceName;
    /** Its name is the check's identifier, and its first port is where the page is. */
    readonly container: string;
    /** Options of the check's instance, beside where it finds the page. */
    readonly options: object;
}

/** The histogram of the front-end, as a distribution, so that there are percentiles without APM. */
const frontEnd: Announced = {
    service: "front-end",
    container: "front-end",
    options: {
        // Image 0.3.12 has the first name, the rebuilt one the second; never both.
        metrics: [{ [duration]: duration }, { [`http_${duration}`]: duration }],
        histogram_buckets_as_distributions: true,
        // The sum and the count as well: a rate of requests, and the mean.
        collect_counters_with_distributions: true,
        // A constant, under the name of a tag that Datadog reserves.
        exclude_labels: ["service"],
        timeout: timeoutSeconds,
        // The endpoint stays a tag: it alone keeps the counts of two replicas apart.
    },
};

/**
 * The queue of the broker, by the exporter beside it (names: kbudde/rabbitmq_exporter 1.0.0,
 * exporter_queue.go). Counters without their ending, as the check wants them.
 */
const broker: Announced = {
    service: "rabbitmq",
    container: "rabbitmq-exporter",
    options: {
        metrics: [
            { rabbitmq_queue_messages_ready: "queue.messages_ready" },
            { rabbitmq_queue_consumers: "queue.consumers" },
            { rabbitmq_queue_messages_ack: "queue.acknowledged" },
        ],
        // The name of the node is in two of them, and changes with every pod; the others are constant.
        exclude_labels: ["cluster", "self", "vhost", "durable", "policy"],
        timeout: timeoutSeconds,
    },
};

/**
 * The pod annotation by which the agent finds a page. Form and names of the options: the agent's
 * Autodiscovery annotations v2, and version 2 of its OpenMetrics check. It is read by the agent
 * alone; without one it does nothing.
 */
function annotation({ container, options }: Announced, port: number): Record<string, string> {
    const instance = {
        openmetrics_endpoint: `http://%%host%%:${port}${path}`,
        namespace: prefix,
        ...options,
    };
    const checks = { openmetrics: { init_config: {}, instances: [instance] } };
    return { [`ad.datadoghq.com/${container}.checks`]: JSON.stringify(checks) };
}

/** The shop with the front-end's metrics announced to the agent; its pods are replaced by it. */
export function withOpenMetrics(shop: ShopSpec): ShopSpec {
    return withPage(shop, frontEnd);
}

/** The shop with the broker's queue announced to the agent; its pod is replaced by it. */
export function withQueueMetrics(shop: ShopSpec): ShopSpec {
    return withPage(shop, broker);
}

function withPage(shop: ShopSpec, page: Announced): ShopSpec {
    const spec: ServiceSpec = shop[page.service];
    const port = spec.containers.find(({ name }) => name === page.container)?.ports[0]
        ?.containerPort;
    if (port === undefined) {
        throw new Error(`the service has no container ${page.container} with a port`);
    }
    const podAnnotations = { ...spec.podAnnotations, ...annotation(page, port) };
    return { ...shop, [page.service]: { ...spec, podAnnotations } };
}
