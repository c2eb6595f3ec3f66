import type { Scenario } from "../scenario";

export const scenario = Object.freeze({
    id: "autoscaler",
    title: "Front-end crashes beside an autoscaler that goes by memory",
    inShort:
        "750 users beside an autoscaler by memory, which never scales; the front-end crash-loops",
    summary:
        "750 users saturate the front-end's CPU. Its autoscaler goes by memory, which stays below the " +
        "target: it looks healthy, never scales, and the liveness probe kills the one pod again and " +
        "again.",
    load: {
        mix: "browse",
        publishedMix: "browse-published",
        users: 750,
        spawnRate: 50,
        durationSeconds: 480,
        resources: {
            requests: { cpu: "300m", memory: "512Mi" },
            limits: { cpu: "1000m", memory: "1Gi" },
        },
    },
    faults: [
        {
            kind: "autoscale",
            service: "front-end",
            minReplicas: 1,
            maxReplicas: 10,
            resource: "memory",
            utilization: 80,
        },
    ],
    symptoms: [
        {
            figure: "restarts",
            service: "front-end",
            atLeast: 5,
            atMost: 10,
            meaning: "the liveness probe kills the front-end about once a minute",
        },
        {
            figure: "restarts",
            exceptService: "front-end",
            atMost: 0,
            meaning: "nothing behind the front-end restarts",
        },
        {
            figure: "mostReplicas",
            service: "front-end",
            atMost: 1,
            meaning: "the autoscaler never asks for a second pod",
        },
        {
            figure: "requestFailureRatio",
            above: 0.6,
            meaning: "most requests fail: slow, cut off, refused or never connected",
        },
    ],
    rootCause:
        "The autoscaler goes by memory at 80 % of the request of 300Mi, 240 MiB. The front-end is out " +
        "of CPU, and its memory stays near 140 MiB whatever the users do, so one pod is all that the " +
        "autoscaler ever asks for. Its liveness probe waits in the event loop of all requests and " +
        "has the pod killed; while it restarts, the autoscaler has no figure at all.",
    why:
        "The autoscaler goes by memory at 80 % of the request of 300Mi. The front-end's memory " +
        "is near 140 MiB under 750 users, 47 %, so one pod is all it asks for, while that pod " +
        "has no CPU left. Of a container that has just started there is no measurement, and " +
        "then it leaves the count.",
    diagnosis: {
        title: "The front-end crash-loops, and its autoscaler sees no reason to scale",
        symptoms:
            "front-end-crash-loop && (front-end-liveness-failures || front-end-cpu-throttling) " +
            "&& shop-failure-rate && autoscaler-memory-calm && !front-end-oom-killed " +
            "&& !backend-restarts",
        priority: 2,
        why:
            "As a front-end that is killed by its own probe, and an autoscaler is there whose figure " +
            "stays below its target: it is not that nobody thought of scaling.",
        meaning:
            "The front-end is short of CPU and killed again and again; its autoscaler goes by memory " +
            "and will never add a pod.",
        checkFirst: [
            "What the autoscaler goes by, against what the front-end is short of",
            "More CPU and three pods at once; an autoscaler by CPU for the next time",
        ],
    },
    monitors: {
        mustFire: [
            { monitor: "autoscaler-memory-calm", withinSeconds: 120 },
            { monitor: "front-end-restarts", withinSeconds: 120 },
            { monitor: "front-end-liveness-failures", withinSeconds: 120 },
            { monitor: "front-end-crash-loop", withinSeconds: 180 },
            { monitor: "front-end-back-off-events", withinSeconds: 180 },
            { monitor: "shop-failure-rate", withinSeconds: 240 },
            { monitor: "front-end-cpu-throttling", withinSeconds: 180 },
            { monitor: "incident-autoscaler", withinSeconds: 300 },
            { monitor: "containers-running-dropped", withinSeconds: 360 },
            { monitor: "shop-response-time", withinSeconds: 420 },
            { monitor: "shop-availability-burn", withinSeconds: 240 },
        ],
        mayFire: [
            "front-end-cpu-usage",
            "front-end-cpu-of-limit",
            "service-unavailable",
            "shop-latency-p95",
            "front-end-requests-in-flight",
            "shop-latency-burn",
        ],
    },
    observation: {
        focus: ["front-end"],
    },
    runbook: {
        detect: [
            {
                say: "The shop comes and goes: requests fail in waves.",
                monitor: "shop-failure-rate",
            },
            { say: "The front-end restarts about once a minute.", monitor: "front-end-restarts" },
        ],
        diagnose: [
            {
                say:
                    "There is an autoscaler, and it asks for one pod. Its figure is far below the " +
                    "target, or unknown while the pod restarts.",
                run: "kubectl -n sock-shop describe hpa front-end-hpa",
            },
            {
                say: "It goes by memory, and memory hardly follows the users.",
                monitor: "autoscaler-memory-calm",
            },
            {
                say: "What the front-end is short of is CPU, whenever it runs.",
                monitor: "front-end-cpu-throttling",
            },
            {
                say: "The liveness probe kills it: last state Error after SIGTERM, not OOMKilled.",
                monitor: "front-end-liveness-failures",
            },
        ],
        assess: [
            {
                say: "How long users were without a front-end.",
                monitor: "containers-running-dropped",
            },
            { say: "The load only browses: no order is half-finished." },
        ],
        remediate: [
            {
                say:
                    "Three pods with more CPU, both at once. The autoscaler has to go with it: at " +
                    "this memory it would take two of the three away again.",
                run: "pulumi up -c incident=autoscaler -c remediation=limits,replicas",
                remediation: "limits,replicas",
            },
            {
                say: "Or let it go by CPU: 2 to 10 pods at 70 %, each with more CPU.",
                run: "pulumi up -c incident=autoscaler -c remediation=hpa,limits",
                remediation: "hpa,limits",
            },
        ],
        prevent: [
            {
                say: "Scale by what runs short first. For one event loop that is CPU.",
            },
            {
                say: "Try an autoscaler under load before relying on it: did it ever add a pod?",
            },
            {
                say: "Alert on throttling, which comes before the first kill.",
                monitor: "front-end-cpu-throttling",
            },
        ],
    },
    recovery:
        "The autoscaler is gone, and the front-end has the one pod that it had; once the load is gone " +
        "it is ready after what is left of its back-off (up to 300 s) plus start-up.",
    acceptedFixes: [
        {
            action: "Run three front-end pods with higher limits, without the autoscaler",
            why: "three event loops, each with more CPU, whatever the memory is",
            remediation: "limits,replicas",
            serves: ["prevention", "response"],
        },
        {
            action: "Let the autoscaler go by CPU, with higher limits",
            why: "it then sees what the front-end is short of; mid-incident pods come one by one",
            remediation: "hpa,limits",
            serves: ["prevention", "response"],
        },
    ],
    wrongFixes: [
        {
            action: "Only let the autoscaler go by CPU",
            why: "it reads CPU half a minute late, and by then both of its pods are overwhelmed",
            remediation: "hpa",
        },
        {
            action: "Take the autoscaler away",
            why: "it does nothing, so nothing changes without it: one pod stays too slow",
            remediation: "restore",
        },
        {
            action: "Raise the limits of the one pod",
            why: "a third more CPU is too little for 750 users, and the autoscaler still sees nothing",
            remediation: "limits",
        },
        {
            action: "Raise maxReplicas of the autoscaler",
            why: "it has never asked for a second pod: its upper bound is not what holds it",
        },
    ],
    prompts: [
        {
            skill: "detect",
            ask: "Customers report that the shop comes and goes since {{startedAt}}. What is happening?",
            expect: [
                "front-end restarts {{frontEndRestarts}} times, in CrashLoopBackOff in between",
                "{{failureRatio}} of requests fail; nothing behind the front-end restarts",
            ],
        },
        {
            skill: "diagnose",
            ask: "The front-end has an autoscaler with up to ten pods. Why is there only one?",
            expect: [
                "it goes by memory at 80 % of the request of 300Mi",
                "the front-end is short of CPU; its memory stays near half of the target",
                "while the pod restarts the autoscaler has no figure, and leaves the count",
            ],
        },
        {
            skill: "assess",
            ask: "Which services are affected, and is any data at risk?",
            expect: [
                "front-end only; back ends are stable",
                "no orders were half-finished: the load only browses",
            ],
        },
        {
            skill: "remediate",
            ask: "What do you do right now, and what is the proper fix?",
            expect: [
                "right now: more CPU for the front-end and three pods, both at once",
                "the autoscaler by memory has to go, or it takes pods away again",
                "the proper fix: scale by CPU, and have enough pods before the users come",
            ],
        },
    ],
    sources: [
        "Load and crash loop: as hybrid's, published runs of the testbed",
        "Memory of the front-end: measured, 47 MiB idle, near 140 MiB under 750 users; request 300Mi",
        "Kubernetes 1.35, controller of autoscaling/v2: memory is read of pods that are not ready too, a pod without a measurement leaves the count, the status then has no figure",
        "metrics-server: the working set, of containers measured twice; autoscalers by memory were never run on the testbed",
    ],
} as const satisfies Scenario);
