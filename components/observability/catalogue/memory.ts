import type { MonitorTemplate } from "./definition";
import { filters } from "./filters";
import { searches } from "./searches";

const ofLimit: MonitorTemplate = {
    id: "front-end-memory-of-limit",
    signal: "memory",
    title: "Front-end uses more than 70 % of its memory limit",
    type: "query alert",
    // The working set, because the OOM killer goes by it; usage_pct would count the page cache.
    query: ({ namespace }, critical) =>
        `max(last_5m):max:kubernetes.memory.working_set${filters.frontEnd(namespace)} ` +
        `by {pod_name} / max:kubernetes.memory.limits${filters.frontEnd(namespace)} ` +
        `by {pod_name} > ${critical}`,
    thresholds: { critical: 0.7, criticalRecovery: 0.6 },
    options: { requireFullWindow: false, onMissingData: "resolve", newGroupDelay: 60 },
    priority: 3,
    service: "front-end",
    why:
        "The guide's table: above 70 %. It replaces the guide's 450Mi, which says nothing when the " +
        "limit changes. At the usual limit of 1000Mi no load of this stack comes near 70 %; with " +
        "the limit at 144Mi 101 MiB do. On a fast node the kill follows within seconds, perhaps " +
        "between two samples. The largest value counts for that reason.",
    message: {
        meaning: "A front-end pod is close to the memory limit at which the kernel kills it.",
        checkFirst: [
            "Whether the limit was lowered, or the number of open connections has risen",
            "Whether the container was OOMKilled already",
        ],
        logSearch: searches.frontEndMemory,
    },
};

const oomKilled: MonitorTemplate = {
    id: "front-end-oom-killed",
    signal: "memory",
    title: "Front-end was OOMKilled",
    type: "query alert",
    // The current state is over within seconds; the last one stays until the pod is replaced.
    query: ({ namespace }, critical) =>
        "max(last_10m):max:kubernetes.containers.last_state.terminated" +
        `${filters.frontEnd(namespace, "reason:oomkilled")} >= ${critical}`,
    thresholds: { critical: 1 },
    options: { requireFullWindow: false, onMissingData: "resolve" },
    priority: 2,
    service: "front-end",
    why:
        "A state that is 1 while it holds and absent otherwise; once is enough. Log text cannot " +
        "tell: a process that is killed for memory writes nothing. It stays in alert until ten " +
        "minutes after the pod is replaced, which every fix of a memory limit does, or killed " +
        "otherwise: longer than the crash loop (five), of which it must remain the known cause.",
    message: {
        meaning:
            "The kernel has killed the front-end for exceeding its memory limit. Everything that " +
            "was in flight failed at once.",
        checkFirst: [
            "`kubectl describe pod` on the front-end: last state, limit, number of restarts",
            "When the memory limit was last changed, and by whom",
            "Memory just before the kill, and the number of connections",
        ],
        logSearch: searches.frontEndMemory,
    },
};

const backendOomKilled: MonitorTemplate = {
    id: "backend-oom-killed",
    signal: "memory",
    title: "A service behind the front-end was OOMKilled",
    type: "query alert",
    query: ({ namespace }, critical) =>
        "max(last_10m):max:kubernetes.containers.last_state.terminated" +
        `${filters.behindFrontEnd(namespace, "reason:oomkilled")} > ${critical}`,
    thresholds: { critical: 0 },
    options: { requireFullWindow: false, onMissingData: "resolve" },
    priority: 2,
    why:
        "The same rule as for the front-end. The others' memory does not grow with users, so a kill " +
        "means a limit that is too low for what runs there.",
    message: {
        meaning: "The kernel has killed a container behind the front-end for its memory limit.",
        checkFirst: [
            "Which one: `kubectl get pods`, then its last state and its limit",
            "When the memory limit was last changed, and by whom",
            "What a JVM takes in all, not for its objects alone",
        ],
        logSearch: searches.errorsBehindFrontEnd,
    },
};

export const memoryMonitors: readonly MonitorTemplate[] = [ofLimit, oomKilled, backendOomKilled];
