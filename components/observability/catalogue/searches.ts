/*
 * The log searches behind the notifications, in addition to the namespace: where the evidence is
 * that no metric has. Each is used by several monitors.
 */

export const searches = {
    frontEnd: "kube_container_name:front-end",
    /** What npm and the server say when the process ends and begins. */
    frontEndStarts: "kube_container_name:front-end (npm OR SIGTERM OR listening)",
    frontEndMemory: 'kube_container_name:front-end (npm OR "out of memory")',
    /** Marked by the log pipeline: a number could be compared only as a measure made by hand. */
    slowAnswers: "kube_container_name:front-end @speed:slow",
    failedOrders: 'kube_container_name:orders "Unable to create order"',
    /** Those of them that nobody answered, and those for which no connection came about at once. */
    orderTimeouts: 'kube_container_name:orders "Unable to create order due to timeout"',
    orderRefusals:
        'kube_container_name:orders "Unable to create order due to unspecified IO error"',
    /** Orders that the front-end answers with 500 or more, as its access log has them. */
    orderErrors: 'kube_container_name:front-end @http.url_details.path:"/orders" status:error',
    /** As the catalogue words it, and what it says while it no longer tries. */
    databaseErrors:
        'kube_container_name:catalogue ("database connection error" OR "circuit breaker is open")',
    /** A line when an order is put into the queue, and another when it is taken out. */
    shipments:
        "kube_container_name:(shipping OR queue-master) " +
        '("Adding shipment to queue" OR "Spawning new container")',
    errorsBehindFrontEnd: "-kube_container_name:front-end status:error",
    errors: "status:error",
} as const;
