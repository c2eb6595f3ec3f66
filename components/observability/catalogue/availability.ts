import type { MonitorTemplate } from "./definition";
import { filters } from "./filters";
import { searches } from "./searches";

/** How much of a container may be missing on average: 60 of 300 seconds. */
const tolerableLoss = 0.2;

const runningDropped: MonitorTemplate = {
    id: "containers-running-dropped",
    signal: "availability",
    title: "Fewer containers run than the shop has",
    type: "query alert",
    // Without fill(null) a gap in one series would be bridged by a straight line for five minutes.
    query: ({ namespace }, critical) =>
        `avg(last_5m):sum:kubernetes.containers.running${filters.allDeployments(namespace)}` +
        `.fill(null) < ${critical}`,
    thresholds: ({ containers }) => ({ critical: Number((containers - tolerableLoss).toFixed(1)) }),
    // The latest points of a node come in together, but not at once.
    options: { requireFullWindow: false, onMissingData: "show_no_data", evaluationDelay: 30 },
    priority: 3,
    why:
        "The guide graphs running containers; a healthy shop has 15 in its Deployments. One that " +
        "is away for a minute out of five lowers the mean by 0.2: longer than a restart without " +
        "back-off takes, shorter than a crash loop or a service at 0 replicas. Roll-outs start " +
        "the new pod first. Pods that a fix adds hide a loss elsewhere.",
    message: {
        meaning: "A container of the shop has not been running for more than a minute.",
        checkFirst: [
            "Which one: `kubectl get pods` and desired replicas of the Deployments",
            "Whether it waits in CrashLoopBackOff, or was scaled away",
        ],
        logSearch: searches.errors,
    },
};

const unavailable: MonitorTemplate = {
    id: "service-unavailable",
    signal: "availability",
    title: "A service of the shop has no available replica",
    type: "query alert",
    // The least of all Deployments, and the largest of two minutes: some were without all the time.
    query: ({ namespace }, critical) =>
        "max(last_2m):min:kubernetes_state.deployment.replicas_available" +
        `${filters.allDeployments(namespace)} < ${critical}`,
    thresholds: { critical: 1 },
    options: { requireFullWindow: false, onMissingData: "resolve", renotifyInterval: 10 },
    priority: 2,
    why:
        "Whatever a service is needed for fails as long as it has no replica. Two minutes bridge a " +
        "restart and the 30 s that the front-end then needs; back-off lasts longer. A service that " +
        "was scaled to nothing counts: nobody asks for its replicas, but others call it.",
    message: {
        meaning: "No pod of one of the shop's services is available; what needs it fails.",
        checkFirst: [
            "Which one: `kubectl get deployments`, column AVAILABLE",
            "0 of 0 was scaled away, 0 of 1 fails to start or to get ready",
        ],
        logSearch: searches.errors,
    },
};

const sessionStore: MonitorTemplate = {
    id: "session-store-unavailable",
    signal: "availability",
    title: "The front-end's session store has no available replica",
    type: "query alert",
    query: ({ namespace }, critical) =>
        "max(last_2m):max:kubernetes_state.deployment.replicas_available" +
        `${filters.deployment(namespace, "session-db")} < ${critical}`,
    thresholds: { critical: 1 },
    options: { requireFullWindow: false, onMissingData: "show_no_data", renotifyInterval: 10 },
    priority: 1,
    service: "session-db",
    why:
        "Without it requests have no session, and the front-end's process ends with every login. Two " +
        "minutes bridge a replaced pod, which serves within seconds.",
    message: {
        meaning:
            "No pod of session-db is available. Pages and lists still answer; baskets fail, and each " +
            "login ends the front-end's process.",
        checkFirst: [
            "Desired replicas of the Deployment session-db: scaled to 0, or a pod that fails?",
            "Restarts of the front-end, and the last line before each: a TypeError at a login",
            "After the fix: everybody is logged out, and the front-end may still be in back-off",
        ],
        logSearch: searches.frontEnd,
    },
};

const imagePulls: MonitorTemplate = {
    id: "image-pull-errors",
    signal: "availability",
    title: "A container waits for an image that cannot be pulled",
    type: "query alert",
    query: ({ namespace }, critical) =>
        "max(last_5m):max:kubernetes_state.container.status_report.count.waiting" +
        `${filters.withoutImage(namespace)} > ${critical}`,
    thresholds: { critical: 0 },
    options: { requireFullWindow: false, onMissingData: "resolve" },
    priority: 3,
    why:
        "A state that is 1 while it holds; once is enough, because no healthy pod has it: images that " +
        "are there are not pulled. The kubelet tries again and again, at last every five minutes.",
    message: {
        meaning: "The kubelet cannot get an image, so a new pod does not start.",
        checkFirst: [
            "The event of the pod: no such tag, no access, or a registry that is out of reach",
            "Whether the old pods still serve: as long as they do, nobody is harmed",
            "What was rolled out last, and by whom",
        ],
        logSearch: searches.errors,
    },
};

const calmAutoscaler: MonitorTemplate = {
    id: "autoscaler-memory-calm",
    signal: "availability",
    title: "An autoscaler goes by memory, and memory is below its target",
    type: "query alert",
    // While the pods restart nobody measures them: the last ten minutes bridge a back-off.
    query: ({ namespace }, critical) =>
        "max(last_10m):max:kubernetes_state.hpa.status_target_metric" +
        `${filters.autoscaledBy(namespace, "memory")} / ` +
        `max:kubernetes_state.hpa.spec_target_metric` +
        `${filters.autoscaledBy(namespace, "memory")} < ${critical}`,
    thresholds: { critical: 1 },
    options: { requireFullWindow: false, onMissingData: "resolve" },
    priority: 5,
    why:
        "An autoscaler adds a pod only above its target; below it its status says that all is well. " +
        "CPU is what the shop runs short of; memory hardly follows the users (the front-end's peaks " +
        "near 140 MiB, 47 % of its request). Harmless by itself: it tells why nobody scales.",
    message: {
        meaning: "Whatever happens to the shop, this autoscaler sees no reason to add a pod.",
        checkFirst: [
            "Its current figure against its target: `kubectl get hpa`",
            "What the pods really run short of: CPU throttling, response times",
        ],
        logSearch: searches.frontEnd,
    },
};

export const availabilityMonitors: readonly MonitorTemplate[] = [
    runningDropped,
    unavailable,
    sessionStore,
    imagePulls,
    calmAutoscaler,
];
