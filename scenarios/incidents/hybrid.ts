import type { Scenario } from "../scenario";

export const scenario = Object.freeze({
    id: "hybrid",
    title: "Front-end crashes while the back ends are only slow",
    inShort:
        "750 users; the front-end is killed by its own liveness probe while the back ends are fine",
    summary:
        "750 users saturate the single front-end pod. Its liveness probe waits in the same event " +
        "loop as the requests, fails three times in a row and has the container killed, again and " +
        "again, while every service behind it stays up.",
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
    faults: [],
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
            figure: "requestFailureRatio",
            above: 0.6,
            meaning: "most requests fail: slow, cut off, refused or never connected",
        },
    ],
    rootCause:
        "One front-end pod with 300m CPU serves all users in one event loop. Under load its " +
        "answers take longer than the liveness probe's timeout of 1 s, so the kubelet kills a " +
        "process that was merely busy; back-off between restarts turns slowness into outage.",
    why:
        "The liveness probe is one more request in the front-end's single event loop. When " +
        "pages take longer than about 1.1 s on average, three probes in a row exceed their " +
        "timeout of 1 s and the kubelet kills the container. Memory is innocent: it peaks near " +
        "140 MiB of 1000.",
    diagnosis: {
        title: "The front-end is killed by its own liveness probe",
        symptoms:
            "front-end-crash-loop && (front-end-liveness-failures || front-end-cpu-throttling) " +
            "&& shop-failure-rate && !front-end-oom-killed && !backend-restarts " +
            "&& !autoscaler-memory-calm",
        priority: 2,
        why:
            "It crashes without being killed for memory, short of CPU, while everything behind it " +
            "stays up. In a crash for memory the kill shows before the first back-off does. Nobody is " +
            "there who should have scaled.",
        meaning:
            "The front-end is saturated, fails its liveness probe and is killed again and again; " +
            "the services behind it are healthy.",
        checkFirst: [
            "Give the front-end more CPU and three pods, both at once",
            "Do not touch the back ends or the memory limit: they are innocent",
        ],
    },
    monitors: {
        // Published kills at 14, 28 and 44 s; five-minute means need longer.
        mustFire: [
            { monitor: "front-end-restarts", withinSeconds: 120 },
            { monitor: "front-end-liveness-failures", withinSeconds: 120 },
            { monitor: "front-end-crash-loop", withinSeconds: 180 },
            { monitor: "front-end-back-off-events", withinSeconds: 180 },
            { monitor: "shop-failure-rate", withinSeconds: 240 },
            { monitor: "front-end-cpu-throttling", withinSeconds: 180 },
            { monitor: "incident-hybrid", withinSeconds: 300 },
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
        logView: {
            name: "Incident 2 - Performance Issues",
            neutralName: "Slow responses",
            // A number can be compared only once somebody has made it a measure by hand; the
            // pipeline's own mark for slow answers needs nothing.
            search: '(@response_time:>1000 OR @speed:slow OR "slow query" OR "connection pool")',
        },
    },
    runbook: {
        detect: [
            {
                say: "The shop comes and goes: requests fail in waves.",
                monitor: "shop-failure-rate",
            },
            { say: "The front-end restarts about once a minute.", monitor: "front-end-restarts" },
            {
                say: "Kubernetes reports the back-off.",
                events: "source:kubernetes event_reason:BackOff",
            },
        ],
        diagnose: [
            {
                say: "Who kills it? The liveness probe: last state Error after SIGTERM.",
                monitor: "front-end-liveness-failures",
            },
            {
                say: "Not memory: it stays near 140 MiB of 1000 MiB, and nothing is OOMKilled.",
                monitor: "front-end-oom-killed",
            },
            {
                say:
                    "It is short of CPU whenever it runs. The mean looks harmless, because the " +
                    "time in back-off counts as none; the share of throttled periods does not.",
                monitor: "front-end-cpu-throttling",
            },
            {
                say: "Nothing behind it restarts: it is the bottleneck.",
                monitor: "backend-restarts",
            },
        ],
        assess: [
            {
                say:
                    "Waits of 134 to 135 s are connections that never came about; they raise the " +
                    "mean that users see to more than 20 s.",
                monitor: "shop-response-time",
            },
            {
                say: "How long users were without a front-end.",
                monitor: "containers-running-dropped",
            },
            { say: "The load only browses: no order is half-finished." },
        ],
        remediate: [
            {
                say:
                    "More CPU first: a changed limit replaces the pod, and the new one starts " +
                    "without back-off. One pod is still too few, so go on at once.",
                run:
                    "kubectl -n sock-shop set resources deployment/front-end " +
                    "--limits=cpu=400m,memory=1300Mi",
                remediation: "limits",
            },
            {
                say: "Then three pods, which divide the load over three event loops.",
                run: "kubectl -n sock-shop scale deployment/front-end --replicas=3",
                remediation: "limits,replicas",
            },
            {
                say:
                    "Look whether it holds: restarts stop, and every pod takes its share. Where one " +
                    "takes all, users hold on to their connections; a rollout restart spreads them.",
                run: "kubectl -n sock-shop get pods -l name=front-end",
            },
        ],
        prevent: [
            {
                say:
                    "Run three front-end pods, or autoscale with higher limits: 2 to 10 pods at " +
                    "70 % CPU, which without more CPU come too late. Either has to be there before " +
                    "the users: in mid-incident it does not help by itself.",
            },
            {
                say:
                    "Give liveness probes room: a busy process is not a dead one. It saves " +
                    "connections in a moment of overload; it makes nothing faster.",
            },
            {
                say: "Alert on throttling, which comes before the first kill.",
                monitor: "front-end-cpu-throttling",
            },
        ],
    },
    recovery:
        "Once the load is gone the front-end is ready after what is left of its back-off (up to " +
        "300 s) plus start-up; nothing needs to be repaired.",
    acceptedFixes: [
        {
            action: "Run three front-end pods with higher limits",
            why:
                "three event loops, each with more CPU, and a changed limit replaces the old pod, " +
                "so its users spread over the new ones",
            remediation: "limits,replicas",
            serves: ["prevention", "response"],
        },
        {
            action: "Autoscale the front-end, with higher limits",
            why: "as many pods as it takes; mid-incident they come one by one, and it helps less",
            remediation: "hpa,limits",
            serves: ["prevention", "response"],
        },
        {
            action: "Run three front-end pods and restart them",
            why:
                "those who hold on to the old pod are spread over all of them; the first new pod " +
                "may be killed before the others are there, so it helps less than with more CPU",
            remediation: "replicas,restart",
            serves: ["response"],
        },
        {
            action: "Run three front-end pods",
            why:
                "the load divides over three event loops, if they are there before the users: " +
                "afterwards the first pod that is ready gets everybody, and is killed in its turn",
            remediation: "replicas",
            serves: ["prevention"],
        },
    ],
    wrongFixes: [
        {
            action: "Only autoscale the front-end, from two pods on",
            why:
                "it reads CPU half a minute late, and by then both pods are killed by their probes; " +
                "in some runs the others are there in time, but users never get through unharmed",
            remediation: "hpa",
        },
        {
            action: "Raise the limits of the one pod",
            why:
                "memory stays near 140 MiB of 1000 MiB, nothing is killed for memory; and a third " +
                "more CPU is too little for 750 users",
            remediation: "limits",
        },
        {
            action: "Only make the liveness probe patient",
            why:
                "one pod stays too slow for everybody, so ten slow probes in a row come as surely " +
                "as three; fewer connections are lost, but pages take six seconds",
            remediation: "probes",
        },
        {
            action: "Restart or scale the catalogue, user or database services",
            why: "they are healthy; they see less traffic than usual",
        },
    ],
    prompts: [
        {
            skill: "detect",
            ask: "Customers report that the shop comes and goes since {{startedAt}}. What is happening?",
            expect: [
                "front-end restarts {{frontEndRestarts}} times, in CrashLoopBackOff in between",
                "no other service restarts",
                "{{failureRatio}} of requests fail, mostly timeouts and cut connections",
            ],
        },
        {
            skill: "diagnose",
            ask: "Why does the front-end restart? Is it out of memory?",
            expect: [
                "killed by its liveness probe, with SIGTERM; not OOMKilled",
                "CPU throttled at its 300m limit while it runs",
                "the average CPU looks harmless because back-off time counts as zero",
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
                "pods alone come one by one, and each is killed by the crowd that the others lost",
                "the proper fix: enough pods before the users come (three, or 2 to 10 with more CPU each)",
                "confirm with restarts at zero and response times under 200 ms",
            ],
        },
    ],
    sources: [
        "Published run of the testbed: 12,476 requests, 87.6 % failed, 6 to 7 kills in 480 s",
        "Published guide, second run: 8 front-end restarts, none behind it",
        "Fixes: simulated, two and three minutes into the incident, and before it",
    ],
} as const satisfies Scenario);
