import type { Scenario } from "../scenario";

export const scenario = Object.freeze({
    id: "crash",
    title: "The front-end crashes under far too many users",
    summary:
        "3000 users hit a front-end whose memory limit was lowered: every open connection costs " +
        "memory, the container is OOMKilled within seconds, restarts, and is killed again.",
    load: {
        mix: "stampede",
        publishedMix: "stampede-published",
        locustfile: "stampede.py",
        users: 3000,
        spawnRate: 300,
        durationSeconds: 300,
        resources: {
            requests: { cpu: "500m", memory: "512Mi" },
            limits: { cpu: "2000m", memory: "2Gi" },
        },
    },
    /*
     * 49 MiB idle, about 105 MiB after some thousand requests, plus 0.09 MiB a connection: 3000
     * users need some 300 MiB, so the usual 1000Mi can never be exceeded. At 160Mi the idle shop
     * lives and about 1,200 connections kill it, within five seconds of the start: before the
     * liveness probe can (nine seconds at the earliest).
     */
    faults: [{ kind: "memory", service: "front-end", memory: "160Mi" }],
    symptoms: [
        {
            figure: "crashLoopBackOffs",
            service: "front-end",
            atLeast: 1,
            meaning: "the front-end is in CrashLoopBackOff",
        },
        {
            figure: "oomKills",
            service: "front-end",
            atLeast: 1,
            meaning: "the front-end is OOMKilled at least once",
        },
        { figure: "requestFailureRatio", above: 0.6, meaning: "the shop is down for most users" },
    ],
    rootCause:
        "The front-end's memory limit (160Mi) is too low for the number of open connections; the " +
        "kernel kills the process whenever the users come back, and one pod has to carry them all.",
    expectedMonitors: [
        "front-end-oom-killed",
        "front-end-crash-loop",
        "front-end-restarts",
        "shop-failure-rate",
        "incident-crash",
    ],
    recovery:
        "The memory limit is put back and the load removed; the pod comes up at once because a " +
        "changed limit makes a new pod without back-off.",
    acceptedFixes: [
        {
            action: "Raise the front-end's memory limit",
            why: "the process needs more than the limit allows at this many connections",
            remediation: "limits",
        },
        {
            action: "Raise the memory limit and scale out",
            why: "memory stops the kills, more pods carry the load",
            remediation: "hpa,limits",
        },
    ],
    wrongFixes: [
        {
            action: "Only restart the front-end",
            why: "it is killed again as soon as the users reconnect",
        },
        {
            action: "Only relax the liveness probe",
            why: "the kernel kills for memory, whatever the probe says",
        },
    ],
    prompts: [
        {
            skill: "detect",
            ask: "What happened to the shop at {{startedAt}}?",
            expect: [
                "front-end pods crash and restart ({{frontEndRestarts}} restarts)",
                "last state OOMKilled, then CrashLoopBackOff",
                "{{failureRatio}} of requests fail",
            ],
        },
        {
            skill: "diagnose",
            ask: "Why did the front-end crash?",
            expect: [
                "memory limit 160Mi exceeded under {{users}} users",
                "the limit was lowered before the load came; other services are untouched",
            ],
        },
        {
            skill: "remediate",
            ask: "How do you stop it now?",
            expect: ["raise the memory limit again", "then scale out, then verify"],
        },
        {
            skill: "prevent",
            ask: "How do we keep this from happening in production?",
            expect: [
                "size limits from measured use, alert on memory in percent of the limit",
                "autoscaling (2 to 10 pods) and rate limiting at the entrance",
            ],
        },
    ],
    sources: [
        "Guide: 3000 users, 300 a second, 5 minutes",
        "Memory per connection and at idle: measured on the real front-end, Node 18",
    ],
} as const satisfies Scenario);
