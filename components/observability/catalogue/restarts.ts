import type { MonitorTemplate } from "./definition";
import { filters } from "./filters";
import { searches } from "./searches";

/*
 * Restart counts are of a pod's life, so only their growth says that something happened.
 * monotonic_diff is taken on each series before they are added up: unlike change(), it needs no
 * history of a new pod and is not fooled when a replaced pod takes its old count away.
 */

const restarts: MonitorTemplate = {
    id: "front-end-restarts",
    signal: "restarts",
    title: "Front-end restarts",
    type: "query alert",
    query: ({ namespace }, critical) =>
        "sum(last_10m):monotonic_diff(sum:kubernetes.containers.restarts" +
        `${filters.frontEnd(namespace)}) > ${critical}`,
    thresholds: { critical: 0 },
    options: { requireFullWindow: false, onMissingData: "resolve" },
    priority: 2,
    service: "front-end",
    why:
        "The guide: more than 0 in 10 minutes, critical. A healthy front-end never restarts; " +
        "roll-outs make new pods, whose count begins at 0.",
    message: {
        meaning: "The front-end's container was restarted within the last ten minutes.",
        checkFirst: [
            "The last state of the container: OOMKilled, or an error after SIGTERM",
            "Events: a failed liveness probe, or a back-off",
            "Whether CPU throttling or memory came first",
        ],
        logSearch: searches.frontEndStarts,
    },
};

const backendRestarts: MonitorTemplate = {
    id: "backend-restarts",
    signal: "restarts",
    title: "A service behind the front-end restarts",
    type: "query alert",
    query: ({ namespace }, critical) =>
        "sum(last_10m):monotonic_diff(sum:kubernetes.containers.restarts" +
        `${filters.behindFrontEnd(namespace)}) > ${critical}`,
    thresholds: { critical: 0 },
    options: { requireFullWindow: false, onMissingData: "resolve" },
    priority: 2,
    why:
        "The same rule for all other containers of the shop. Under load the services behind the " +
        "front-end stay up (0 restarts in all published and lab runs), so an alert means another " +
        "problem than too many users.",
    message: {
        meaning: "A container other than the front-end was restarted within ten minutes.",
        checkFirst: [
            "Which one: `kubectl get pods`, column RESTARTS",
            "Its last state, and what the services that call it log",
        ],
        logSearch: searches.errorsBehindFrontEnd,
    },
};

const crashLoop: MonitorTemplate = {
    id: "front-end-crash-loop",
    signal: "restarts",
    title: "Front-end is in CrashLoopBackOff",
    type: "query alert",
    query: ({ namespace }, critical) =>
        "max(last_5m):max:kubernetes_state.container.status_report.count.waiting" +
        `${filters.frontEnd(namespace, "reason:crashloopbackoff")} >= ${critical}`,
    thresholds: { critical: 1 },
    options: { requireFullWindow: false, onMissingData: "resolve" },
    priority: 2,
    service: "front-end",
    why:
        "A state that is 1 while it holds; once in five minutes is enough. A container that ends by " +
        "itself is restarted at once, then after 10, 20, 40 s and so on. One that the kubelet kills " +
        "is compared with the exit before, so three restarts at once and then 20, 80, 160 s are " +
        "usual. Samples every 15 s cannot miss that for long.",
    message: {
        meaning:
            "Kubernetes waits before it starts the front-end again, because it has failed several " +
            "times. With one pod the shop is down meanwhile.",
        checkFirst: [
            "Why it fails: last state, events, log of the previous container",
            "How long the current back-off lasts (up to five minutes)",
        ],
        logSearch: searches.frontEnd,
    },
};

const livenessFailures: MonitorTemplate = {
    id: "front-end-liveness-failures",
    signal: "restarts",
    title: "Front-end fails its liveness probe",
    type: "query alert",
    // A new container's series goes on counting where the old one's stopped, so growth per series
    // would miss the kills: compared is the largest count now with that of five minutes ago, which
    // is 0 as long as there is no series.
    query: ({ namespace }, critical) =>
        "change(max(last_5m),5m_ago):default_zero(max:kubernetes.liveness_probe.failure.total" +
        `${filters.frontEnd(namespace)}) >= ${critical}`,
    thresholds: { critical: 3 },
    // default_zero allows no onMissingData: what is missing is 0, so the alert ends by itself.
    options: { requireFullWindow: false },
    priority: 3,
    service: "front-end",
    why:
        "Three failures in a row make the kubelet kill the container (failureThreshold 3). Where " +
        "no restart follows, or only OOM kills do, the probe was silenced.",
    message: {
        meaning:
            "The front-end did not answer its liveness probe in time. The probe waits in the same " +
            "event loop as all requests, so a busy front-end looks like a dead one.",
        checkFirst: [
            "CPU throttling and response times at the same moment",
            "Whether restarts follow: last state Error, not OOMKilled",
        ],
        logSearch: searches.frontEndStarts,
    },
};

const backOffEvents: MonitorTemplate = {
    id: "front-end-back-off-events",
    signal: "restarts",
    title: "Kubernetes reports back-off of the front-end",
    type: "event-v2 alert",
    query: ({ namespace }, critical) =>
        `events("source:kubernetes kube_namespace:${namespace} event_reason:BackOff ` +
        `pod_name:front-end-*").rollup("count").last("10m") > ${critical}`,
    thresholds: { critical: 0 },
    options: { onMissingData: "resolve" },
    priority: 4,
    service: "front-end",
    why:
        "The guide looks for events OOMKilled, which Kubernetes does not send; BackOff is what it " +
        "sends in a crash loop. One is enough. Needs the agent to send events unbundled.",
    message: {
        meaning: "The kubelet has reported that it backs off from starting the front-end.",
        checkFirst: [
            "The text of the event: a failed container, or an image that cannot be pulled",
            "The monitors of restarts and of the crash loop",
        ],
        logSearch: searches.frontEnd,
    },
};

export const restartMonitors: readonly MonitorTemplate[] = [
    restarts,
    backendRestarts,
    crashLoop,
    livenessFailures,
    backOffEvents,
];
