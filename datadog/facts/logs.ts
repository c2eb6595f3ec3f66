import { containerTagCardinality, hostTagNames } from "./tags";

/** An attribute that the log pipeline parses out of the shop's lines; searched as `@name`. */
export interface LogAttribute {
    readonly name: string;
    /** Only numbers can be compared, and only as a measure: a facet, or a log-based metric. */
    readonly type: "number" | "text";
    readonly unit?: string;
    /** Whose lines carry it. */
    readonly from: string;
}

const java = "carts, orders, shipping, queue-master";
const go = "catalogue, payment, user";

/**
 * The contract with the log pipeline. Sources of the lines: morgan's format "dev" in the front-end,
 * go-kit's logfmt, Spring Boot's pattern, and Locust 2.32's StatsEntry.to_string.
 */
export const logAttributes: readonly LogAttribute[] = [
    { name: "container.name", type: "text", from: "every container; becomes the service" },
    { name: "level", type: "text", from: "the shop's services and the load; becomes the status" },
    { name: "response_time", type: "number", unit: "ms", from: `front-end, ${go}` },
    { name: "speed", type: "text", from: `front-end, ${go}: slow when over 1000 ms` },
    { name: "http.method", type: "text", from: "front-end" },
    { name: "http.url_details.path", type: "text", from: "front-end" },
    { name: "http.status_code", type: "number", from: "front-end" },
    { name: "method", type: "text", from: go },
    // Parts of a call of over a minute, which response_time is made of.
    { name: "took.hours", type: "number", unit: "h", from: go },
    { name: "took.minutes", type: "number", unit: "min", from: go },
    { name: "took.seconds", type: "number", unit: "s", from: go },
    { name: "error.message", type: "text", from: `${go}, ${java}, the load's table of failures` },
    { name: "logger.name", type: "text", from: `${go}, ${java}, the load` },
    { name: "logger.thread_name", type: "text", from: java },
    { name: "users.task", type: "text", from: "the load" },
    { name: "users.requests", type: "number", from: "the load" },
    { name: "users.failures", type: "number", from: "the load" },
    { name: "users.response_time_mean", type: "number", unit: "ms", from: "the load" },
    { name: "users.requests_per_second", type: "number", from: "the load" },
    { name: "users.failures_per_second", type: "number", from: "the load" },
];

/** Searched without `@`, because Datadog reserves them. */
export const reservedLogFields: readonly string[] = [
    "host",
    "service",
    "source",
    "status",
    "trace_id",
    "message",
    "index",
];

/** Tags on every log line of a container: all that the tagger knows. */
export const logTags: readonly string[] = [
    ...Object.keys(containerTagCardinality),
    ...hostTagNames,
];

/**
 * States that the kubelet reports. Containers do not write them: a process that is killed for
 * memory says nothing any more.
 */
export const stateWords: Readonly<Record<string, string>> = {
    oomkilled:
        "kubernetes.containers.last_state.terminated{reason:oomkilled}; as log text the kernel " +
        'and the JVM write "out of memory" and OutOfMemoryError',
    crashloopbackoff:
        "kubernetes_state.container.status_report.count.waiting{reason:crashloopbackoff}",
    imagepullbackoff: "kubernetes.containers.state.waiting{reason:imagepullbackoff}",
    errimagepull: "kubernetes.containers.state.waiting{reason:errimagepull}",
};

/** A phrase whose writer is not who one would think. */
export interface LogPhrase {
    readonly phrase: string;
    /** Services that write it; none: no image of the shop does. */
    readonly writers: readonly string[];
    readonly why: string;
}

export const logPhrases: readonly LogPhrase[] = [
    {
        phrase: "connection refused",
        writers: ["orders", "front-end", "catalogue", "carts", "user", "shipping"],
        why: "the caller logs a refused connection, and payment calls nobody",
    },
    {
        phrase: "payment_failed",
        writers: [],
        why:
            "upstream's images do not write it, only the guide's patched ones; orders writes " +
            '"Unable to create order due to" "unspecified IO error." or "timeout from one of the ' +
            'services."',
    },
];

/**
 * The service of a line is the short name of its image unless a label says otherwise: `front-end`
 * with upstream's images, `sock-shop-front-end` with the rebuilt ones. kube_container_name is the
 * same with both, and so what this stack's own queries use.
 */
export const serviceIsImageName =
    "service is the image's short name, which depends on the image set, until the log pipeline " +
    "makes it the container's name; " +
    "kube_container_name does not";
