import type { MonitorTemplate } from "./definition";
import { filters } from "./filters";
import { searches } from "./searches";

const cores = 1e9;

/** 250m of CPU, in nanocores. */
const usage: MonitorTemplate = {
    id: "front-end-cpu-usage",
    signal: "cpu",
    title: "Front-end uses more than 250m of CPU",
    type: "query alert",
    query: ({ namespace }, critical) =>
        `avg(last_5m):sum:kubernetes.cpu.usage.total${filters.frontEnd(namespace)} ` +
        `by {pod_name} > ${critical}`,
    thresholds: { critical: 0.25 * cores },
    options: { requireFullWindow: false, onMissingData: "resolve", newGroupDelay: 60 },
    priority: 4,
    service: "front-end",
    why:
        "The guide's widget alerts above 250m for 5 minutes. That is 250000000 nanocores and 83 % " +
        "of the limit of 300m: a front-end that is saturated but alive stays above it. In a crash " +
        "loop a container seldom lives for the two samples that a rate needs.",
    message: {
        meaning: "One front-end pod has used more than 250m of CPU on average for five minutes.",
        checkFirst: [
            "How much traffic there is, and whether response times have risen with it",
            "CPU throttling: at the limit the pod is slowed down before anything fails",
        ],
        logSearch: searches.slowAnswers,
    },
};

const ofLimit: MonitorTemplate = {
    id: "front-end-cpu-of-limit",
    signal: "cpu",
    title: "Front-end uses more than 75 % of its CPU limit",
    type: "query alert",
    // Usage is in nanocores and the limit in cores.
    query: ({ namespace }, critical) =>
        `avg(last_5m):sum:kubernetes.cpu.usage.total${filters.frontEnd(namespace)} by {pod_name} ` +
        `/ (sum:kubernetes.cpu.limits${filters.frontEnd(namespace)} by {pod_name} * ${cores}) ` +
        `> ${critical}`,
    // Recovery at 60 %, so that a load near the threshold does not flap.
    thresholds: { critical: 0.75, criticalRecovery: 0.6 },
    options: { requireFullWindow: false, onMissingData: "resolve", newGroupDelay: 60 },
    priority: 3,
    service: "front-end",
    why:
        "The guide's table: above 75 %. As a share of the limit it also replaces the guide's " +
        "400m, which a limit of 300m never lets happen, and stays true when the limit is raised. " +
        "Measured: 97 to 100 % of the limit under steady saturation.",
    message: {
        meaning: "One front-end pod has run close to its CPU limit for five minutes.",
        checkFirst: [
            "Response times and CPU throttling of the front-end",
            "Whether more pods or a higher limit would divide the load",
        ],
        logSearch: searches.slowAnswers,
    },
};

const throttling: MonitorTemplate = {
    id: "front-end-cpu-throttling",
    signal: "cpu",
    title: "Front-end is throttled at its CPU limit",
    type: "query alert",
    query: ({ namespace }, critical) =>
        `max(last_5m):sum:kubernetes.cpu.cfs.throttled.periods${filters.frontEnd(namespace)} ` +
        `/ sum:kubernetes.cpu.cfs.periods${filters.frontEnd(namespace)} > ${critical}`,
    thresholds: { critical: 0.75, criticalRecovery: 0.5 },
    options: { requireFullWindow: false, onMissingData: "resolve" },
    priority: 3,
    service: "front-end",
    why:
        "Measured: under saturation every period is throttled. Compared is the worst sample and " +
        "not the mean: in a crash loop few containers live for the two samples that a rate " +
        "needs, so a quarter on average, as the alert CPUThrottlingHigh of the kubernetes mixin " +
        "has it, is reached late or not at all. A start, or ten users at a checkout, throttle up " +
        "to 0.6 of the periods of one sample (simulated); saturation 0.9 to 1.",
    message: {
        meaning:
            "The kernel stops the front-end again and again because its CPU limit is used up. Its " +
            "single event loop stands still meanwhile, and so do all requests.",
        checkFirst: [
            "Response times: they rise long before anything fails",
            "Failing liveness probes and restarts: the next step of the same problem",
            "The number of users, and of front-end pods",
        ],
        logSearch: searches.slowAnswers,
    },
};

export const cpuMonitors: readonly MonitorTemplate[] = [usage, ofLimit, throttling];
