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
    diagnosis: {
        title: "The front-end crashes for lack of memory",
        symptoms: "front-end-oom-killed && front-end-crash-loop && shop-failure-rate",
        priority: 1,
        why: "Killed for memory, again and again, and users feel it.",
        meaning:
            "The front-end is OOMKilled whenever its users come back, and the shop is down for " +
            "most of them.",
        checkFirst: [
            "The front-end's memory limit, and when it was changed",
            "Raise the limit, then scale out; a restart alone does not help",
        ],
    },
    monitors: {
        // Killed within five seconds of the start; two kills make a back-off.
        mustFire: [
            { monitor: "front-end-oom-killed", withinSeconds: 120 },
            { monitor: "front-end-restarts", withinSeconds: 120 },
            { monitor: "front-end-crash-loop", withinSeconds: 180 },
            { monitor: "front-end-back-off-events", withinSeconds: 180 },
            { monitor: "shop-failure-rate", withinSeconds: 180 },
            { monitor: "incident-crash", withinSeconds: 240 },
            { monitor: "containers-running-dropped", withinSeconds: 300 },
            { monitor: "shop-availability-burn", withinSeconds: 240 },
        ],
        mayFire: [
            "front-end-cpu-usage",
            "front-end-cpu-of-limit",
            "front-end-cpu-throttling",
            "front-end-memory-of-limit",
            "front-end-liveness-failures",
            "backend-restarts",
            "shop-latency-p95",
            "shop-response-time",
            "front-end-requests-in-flight",
            "shop-latency-burn",
        ],
    },
    observation: {
        focus: ["front-end"],
        logView: {
            name: "Incident 1 - Crash Events",
            neutralName: "Restarts and memory",
            // The kernel and the JVM say it in these words; npm says that its child is gone.
            search:
                '("out of memory" OR *OutOfMemoryError* OR ' +
                "(kube_container_name:front-end (npm OR SIGTERM OR Killed)))",
        },
    },
    runbook: {
        detect: [
            {
                say: "Users feel it first: most requests fail, and so does every reload.",
                monitor: "shop-failure-rate",
            },
            {
                say: "The last state of the container says why; it stays until the pod is replaced.",
                monitor: "front-end-oom-killed",
            },
        ],
        diagnose: [
            {
                say:
                    "Read limit, last state and restarts. The process needs 49 MiB idle, some " +
                    "105 MiB after thousands of requests, and 0.09 MiB more per connection.",
                run: "kubectl -n sock-shop describe pods -l name=front-end",
            },
            {
                say: "When did the limit change? Its Deployment has a revision for it.",
                run: "kubectl -n sock-shop rollout history deployment/front-end",
            },
            {
                say:
                    "Memory between two kills. The kill follows within seconds, so most of the " +
                    "rise falls between two samples.",
                monitor: "front-end-memory-of-limit",
            },
        ],
        assess: [
            {
                say: "One pod carries all users: while it waits in back-off the shop is down for all.",
                monitor: "front-end-crash-loop",
            },
            {
                say: "Nothing behind the front-end restarts; what was stored is safe.",
                monitor: "backend-restarts",
            },
        ],
        remediate: [
            {
                say:
                    "By hand: a changed limit makes a new pod, which starts without back-off. It " +
                    "ends the OOM kills, not the incident: 3000 users are too many for one pod.",
                run:
                    "kubectl -n sock-shop set resources deployment/front-end " +
                    "--requests=memory=300Mi --limits=memory=1000Mi",
            },
            {
                say: "So scale out as well, as far as the node carries it.",
                run: "kubectl -n sock-shop scale deployment/front-end --replicas=10",
            },
        ],
        prevent: [
            { say: "Size limits from measured use at the load that is expected, not from idle." },
            {
                say: "Watch memory as a share of the limit, which stays true when the limit changes.",
                monitor: "front-end-memory-of-limit",
            },
            { say: "Scale out by an autoscaler, and limit the connections at the entrance." },
        ],
    },
    recovery:
        "The memory limit is put back and the load removed; the pod comes up at once because a " +
        "changed limit makes a new pod without back-off.",
    acceptedFixes: [
        {
            action: "Raise the memory limit and scale out",
            why: "memory stops the OOM kills, more pods carry the load",
            remediation: "hpa,limits",
        },
        {
            action: "Raise the front-end's memory limit",
            why: "it ends the OOM kills; what is left is a pod with too many users",
            remediation: "limits",
        },
        {
            action: "Scale the front-end out",
            why: "each pod has fewer connections, and so needs less memory",
            remediation: "replicas",
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
