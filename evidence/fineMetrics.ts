/*
 * Names of the fine series: one point a second, for plots. They are the range's own and exist in no
 * Datadog account. docs/evidence.md explains each; a series without tags is of all users.
 */
export const fineMetrics = {
    /** Users that have started and not stopped. */
    users: "users.active",
    /** Of these, how many wait for an answer or a connection. */
    usersWaiting: "users.waiting",
    /** Requests that ended in that second, whether well or not. */
    requests: "users.requests",
    /** Of these, how many failed; tag `reason` as in FailureReason. One series per reason seen. */
    failures: "users.failures",
    /** Of these, how many took longer than a second, failed or not. */
    slow: "users.slow",
    /** Response times in ms of the requests that ended in that second; gaps where none did. */
    p50: "users.response_time.p50",
    p95: "users.response_time.p95",
    p99: "users.response_time.p99",
    max: "users.response_time.max",
    /** Users' requests that a front-end pod answered; tags `kube_deployment`, `pod_name`. */
    answered: "pod.answered",
    /** Of the pods of a Deployment together; tag `kube_deployment`. Cores and bytes. */
    cpuUsage: "deployment.cpu.usage",
    cpuLimit: "deployment.cpu.limit",
    memoryUsage: "deployment.memory.working_set",
    memoryLimit: "deployment.memory.limit",
    inFlight: "deployment.in_flight",
    acceptQueue: "deployment.accept_queue",
    replicasDesired: "deployment.replicas_desired",
    replicasAvailable: "deployment.replicas_available",
    /** Pods that a Service's requests may go to; tag `kube_service`. Of experiments only. */
    endpointsReady: "service.endpoints_ready",
    /** Since the beginning of the evidence, pods that are gone included. */
    restarts: "deployment.restarts",
    /** Pods that no node has room for; only once there has been one. */
    podsPending: "deployment.pods_pending",
    /** How many of its pods got less CPU than they wanted, and cores that those got together. */
    cpuStarved: "deployment.cpu.starved",
    cpuWhileStarved: "deployment.cpu.while_starved",
    /** Of the node, the system included: cores, and the share of the second that lacked some. */
    nodeCpuUsage: "node.cpu.usage",
    nodeCpuSaturated: "node.cpu.saturated",
    /** What the autoscaler wants; only where there is one. */
    hpaDesired: "deployment.hpa.desired_replicas",
    /** Percent of the requests of its own resource, CPU or memory, as the autoscaler sees it. */
    hpaUtilization: "deployment.hpa.utilization",
} as const;

export type FineMetric = (typeof fineMetrics)[keyof typeof fineMetrics];
