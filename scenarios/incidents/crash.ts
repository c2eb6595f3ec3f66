import type { Scenario } from "../scenario";

export const scenario = Object.freeze({
    id: "crash",
    title: "The front-end crashes under far too many users",
    inShort:
        "3000 users, little memory, silenced probes; the front-end is OOMKilled again and again",
    summary:
        "3000 users hit a front-end whose memory limit was lowered and whose probes were " +
        "silenced: requests in flight fill the memory, the container is OOMKilled within a " +
        "minute, restarts, and is killed again.",
    load: {
        mix: "stampede",
        publishedMix: "stampede-published",
        users: 3000,
        spawnRate: 300,
        durationSeconds: 300,
        resources: {
            requests: { cpu: "500m", memory: "512Mi" },
            limits: { cpu: "2000m", memory: "2Gi" },
        },
    },
    /*
     * The memory limit alone does not show an OOM kill: requests fill it within 5 to 80 s, but the
     * liveness probe of the overloaded process kills after 9 to 15, and the readiness probe turns
     * new users away. So both probes are silenced as well, for two minutes (40 failures at 3 s).
     *
     * Where it does not: a container that is the first to read node's own files on its node is
     * charged for them, and so is its pod. Seen on a real kubelet (real front-end, Node 18, 300m,
     * image never run before, page cache dropped): at 107 MiB of its own and 14 of the kernel's it
     * stands still, gives up and reads again the 22 MiB that are left for its code (250 major faults
     * a second), the kernel always finds something to take back, and the liveness probe ends it
     * after 129 s; so does the next life, for the pages stay on the pod's account. As the incident
     * is injected that does not come about: the old pod, whose pages those are, runs until the new
     * one is Ready. With the page cache dropped just before: OOMKilled at T+25, 43 and 75 s. So it
     * takes another node that has the image on its disk only.
     *
     * Lab: the real front-end 0.3.12 under `npm start`, cgroup v1; what the OOM killer counts, so
     * without the page cache. Idle 47 MiB on Node 18 (the rebuilt image), 62 on Node 4 (upstream's);
     * after as many `GET /` as an hour of probes brings, 52 and 97. With 3000 users and room enough
     * 185 and 465 MiB after a minute. So 144Mi is 1.5 times what was seen of idling, and 1.3 times
     * less than the smallest that the load reaches. It is no margin for use: on Node 4 some 50
     * browsing users alone were too many for it after 104 s. Killed at it after 17 to 21 s at 300m, 42 to 51
     * at 100m (what 300m is on the published cluster), 66 to 75 at 60m on Node 18; 7 s at 300m and 32
     * at 60m on Node 4; users that come at 60 a second only delay it: 47 s at 300m, 78 at 100m.
     * With the probes as they were: at 100m three liveness kills in a minute, 79 MiB at most.
     */
    faults: [
        { kind: "memory", service: "front-end", memory: "144Mi" },
        {
            kind: "probes",
            service: "front-end",
            probes: ["liveness", "readiness"],
            failureThreshold: 40,
        },
    ],
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
        { figure: "requestFailureRatio", above: 0.5, meaning: "the shop is down for most users" },
    ],
    rootCause:
        "The front-end's memory limit (144Mi) is too low for the requests of 3000 users, which one " +
        "pod has to carry. Its probes were silenced (failureThreshold 40), so nothing keeps users " +
        "away from the overloaded process or ends it before its memory is full: the kernel kills " +
        "it whenever the users come back.",
    why:
        "An idle container lives on 144Mi, 3000 users need 185 MiB and more, and the kernel " +
        "kills it. The probes are silenced too, or the liveness probe would kill first and the " +
        "readiness probe turn users away: then nothing is ever OOMKilled.",
    diagnosis: {
        title: "The front-end crashes for lack of memory",
        symptoms: "front-end-oom-killed && front-end-crash-loop && shop-failure-rate",
        priority: 1,
        why: "Killed for memory, again and again, and users feel it.",
        meaning:
            "The front-end is OOMKilled whenever its users come back, and the shop is down for " +
            "most of them.",
        checkFirst: [
            "The front-end's memory limit and probes, and when they were changed",
            "Raise the limit, then scale out; a restart alone does not help",
        ],
    },
    monitors: {
        // The first kill comes 5 to 70 s after the start, by host; two kills make a back-off.
        mustFire: [
            { monitor: "front-end-oom-killed", withinSeconds: 180 },
            { monitor: "front-end-restarts", withinSeconds: 180 },
            { monitor: "front-end-crash-loop", withinSeconds: 240 },
            { monitor: "front-end-back-off-events", withinSeconds: 240 },
            { monitor: "front-end-liveness-failures", withinSeconds: 180 },
            { monitor: "shop-failure-rate", withinSeconds: 180 },
            { monitor: "incident-crash", withinSeconds: 300 },
            { monitor: "shop-availability-burn", withinSeconds: 240 },
        ],
        mayFire: [
            "containers-running-dropped",
            "front-end-cpu-usage",
            "front-end-cpu-of-limit",
            "front-end-cpu-throttling",
            "front-end-memory-of-limit",
            "backend-restarts",
            "service-unavailable",
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
                    "Read last state, restarts, limit and probes. Last state is OOMKilled " +
                    "with exit code 137, or 1 where npm outlived its child (cgroup v1). The " +
                    "container needs some 60 MiB idle and several times that under 3000 users; the " +
                    "probes should give up after three failures (#failure=3).",
                run: "kubectl -n sock-shop describe pods -l name=front-end",
            },
            {
                say:
                    "Error instead, two minutes after the users came, with memory at the limit all " +
                    "the while, is the same fault: the pod was the first on its node to read its " +
                    "own program from disk, is charged for those pages, and thrashes on them " +
                    "until the liveness probe gives up.",
            },
            {
                say: "When did limit and probes change? Their Deployment has a revision for it.",
                run: "kubectl -n sock-shop rollout history deployment/front-end",
            },
            {
                say:
                    "Memory between two kills: it rises until the limit, for seconds on a fast " +
                    "node and for a minute on a slow one.",
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
                    "A changed limit makes a new pod, which starts without back-off. It ends the " +
                    "OOM kills, not the incident: 3000 users are too many for one pod.",
                run:
                    "kubectl -n sock-shop set resources deployment/front-end " +
                    "--limits=cpu=400m,memory=1300Mi",
                remediation: "limits",
            },
            {
                say: "So scale out as well.",
                run: "kubectl -n sock-shop scale deployment/front-end --replicas=3",
                remediation: "limits,replicas",
            },
            {
                say:
                    "Leave the probes as they are until the users are gone or spread: with three " +
                    "failures they would end what the kernel spares. Then put them back.",
            },
        ],
        prevent: [
            { say: "Size limits from measured use at the load that is expected, not from idle." },
            {
                say: "Watch memory as a share of the limit, which stays true when the limit changes.",
                monitor: "front-end-memory-of-limit",
            },
            {
                say: "Review changes of probes like changes of code: a silenced one hides overload.",
            },
            {
                say:
                    "Have enough pods before the users come, by number or by an autoscaler, and " +
                    "limit the connections at the entrance.",
            },
        ],
    },
    recovery:
        "The memory limit and the probes are put back and the load removed; the pod comes up " +
        "at once because a changed template makes a new pod without back-off.",
    acceptedFixes: [
        {
            action: "Raise the front-end's limits and run three pods",
            why: "memory stops the OOM kills, three pods carry more of the users",
            remediation: "limits,replicas",
            serves: ["prevention", "response"],
        },
        {
            action: "Raise the front-end's limits",
            why: "it ends the OOM kills; what is left is a slow pod with too many users",
            remediation: "limits",
            serves: ["prevention", "response"],
        },
        {
            action: "Run three front-end pods",
            why:
                "each has fewer connections and so needs less memory (on Node 18; upstream's Node 4 " +
                "outgrows 144Mi with 50 users a pod), if it is there before the users: afterwards " +
                "the first that is ready gets too many",
            remediation: "replicas",
            serves: ["prevention"],
        },
    ],
    wrongFixes: [
        {
            action: "Raise the front-end's limits and autoscale it, on a node that is full",
            why:
                "ten front-ends leave catalogue too little CPU for its own probe; while it is away " +
                "every front-end dies of the next sock that is put into a basket",
            remediation: "hpa,limits",
        },
        {
            action: "Put memory and probes back while the users are there",
            why: "the kubelet then kills the overloaded process instead of the kernel, more often",
            remediation: "restore",
        },
        {
            action: "Only restart the front-end",
            why: "it is killed again as soon as the users reconnect",
            remediation: "restart",
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
                "memory limit 144Mi exceeded under {{users}} users",
                "the limit was lowered and the probes silenced (failureThreshold 3 to 40) " +
                    "before the load came; other services are untouched",
            ],
        },
        {
            skill: "remediate",
            ask: "How do you stop it now?",
            expect: [
                "raise the memory limit again",
                "then scale out, then verify",
                "put the probes back once the load is gone, not before",
            ],
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
        "Memory idle and under load, and the time to the kill: measured on the real front-end, " +
            "Node 18 and 4",
        "Fixes: simulated, two and three minutes into the incident, and before it",
        "Exit code and reason: source of Kubernetes 1.35 (memory.oom.group) and containerd (TaskOOM)",
    ],
} as const satisfies Scenario);
