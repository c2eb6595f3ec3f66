import type { Scenario } from "../scenario";

export const scenario = Object.freeze({
    id: "heap",
    title: "Baskets fail because carts has too little memory for its JVM",
    inShort: "carts has too little memory for its JVM; baskets fail, everything else works",
    summary:
        "The memory limit of carts is below what its JVM takes. The rollout counts as done, because " +
        "carts has no probe, and the old pod goes; the new one is OOMKilled at each start. Baskets " +
        "fail, and everything else works.",
    load: {
        mix: "baskets",
        publishedMix: "browse-published",
        users: 20,
        spawnRate: 2,
        durationSeconds: 480,
        // Until somebody acts; a JVM that starts for a minute; and time to see it.
        responseSeconds: 900,
        resources: {
            requests: { cpu: "100m", memory: "256Mi" },
            limits: { cpu: "500m", memory: "512Mi" },
        },
    },
    // Above the heap of 128 MB that its flags allow, below what a JVM takes beside its heap.
    faults: [{ kind: "memory", service: "carts", memory: "200Mi" }],
    symptoms: [
        { figure: "oomKills", service: "carts", atLeast: 2, meaning: "carts is OOMKilled" },
        {
            figure: "restarts",
            service: "front-end",
            atMost: 0,
            meaning: "the front-end lives through it",
        },
        {
            figure: "requestFailureRatio",
            above: 0.05,
            below: 0.6,
            meaning: "baskets fail, and nothing else",
        },
        {
            figure: "crashLoopBackOffs",
            service: "carts",
            atLeast: 1,
            meaning: "carts is held back",
        },
    ],
    rootCause:
        "carts has a memory limit of 200Mi. Its heap may have 128 MB, and a JVM takes as much again " +
        "for classes, code and threads, so the kernel kills it before it listens. It has no " +
        "readiness probe: the new pod counted as Ready when its container started, and the rolling " +
        "update took the old one away.",
    why:
        "carts has no probe, as upstream has it: its new pod counts as Ready when the container " +
        "starts, so the rolling update takes the old one away at once. The JVM needs a minute " +
        "and about 240 MiB to start (assumed), and is killed before it listens.",
    diagnosis: {
        title: "Baskets fail because a service behind the front-end is OOMKilled",
        symptoms: "backend-oom-killed && shop-failure-rate && !front-end-restarts",
        priority: 1,
        why:
            "A service behind the front-end is killed for its memory and users fail, while the " +
            "front-end itself lives. Cause and harm are both there.",
        meaning:
            "The service carts is OOMKilled at each start; baskets fail, lists and pages work.",
        checkFirst: [
            "Which service: last state OOMKilled, and its memory limit",
            "Give it back the limit that it had; a JVM then needs a minute to start",
        ],
    },
    monitors: {
        mustFire: [
            { monitor: "backend-oom-killed", withinSeconds: 240 },
            { monitor: "backend-restarts", withinSeconds: 240 },
            { monitor: "shop-failure-rate", withinSeconds: 240 },
            { monitor: "incident-heap", withinSeconds: 240 },
            { monitor: "shop-availability-burn", withinSeconds: 240 },
        ],
        mayFire: ["service-unavailable", "containers-running-dropped", "shop-latency-p95"],
    },
    observation: {
        focus: ["carts", "front-end"],
        logView: {
            name: "Starts of carts",
            neutralName: "Lines of carts",
            search: "kube_container_name:carts",
        },
    },
    runbook: {
        detect: [
            {
                say: "A service behind the front-end is killed for its memory.",
                monitor: "backend-oom-killed",
            },
            { say: "More than one request in twenty fails.", monitor: "shop-failure-rate" },
        ],
        diagnose: [
            {
                say: "Last state OOMKilled, exit code 137, and the memory limit beside it.",
                run: "kubectl -n sock-shop describe pods --selector name=carts",
            },
            {
                say: "It never gets to say that Tomcat has started.",
                logs: "kube_container_name:carts",
            },
            {
                say: "What changed: the limits of the revision before.",
                run: "kubectl -n sock-shop rollout history deployment/carts",
            },
        ],
        assess: [
            {
                say: "Whoever fills a basket fails; pages, lists and logins work. Nobody can order.",
                monitor: "shop-failure-rate",
            },
        ],
        remediate: [
            {
                say: "Give carts back its limits; it listens about a minute after its start.",
                run: "pulumi up -c incident=heap -c remediation=restore",
                remediation: "restore",
            },
        ],
        prevent: [
            {
                say: "A readiness probe for carts: the rollout would have stopped, and the old pod served.",
            },
            { say: "Set a JVM's limit by what it takes in all, not by its heap." },
            {
                say: "Alert on kills for memory of every service.",
                monitor: "backend-oom-killed",
            },
        ],
    },
    recovery: "carts has its limit of 500Mi again, and listens about a minute after its start.",
    acceptedFixes: [
        {
            action: "Give carts the memory limit that it had",
            why: "the JVM fits again",
            remediation: "restore",
            serves: ["response"],
        },
    ],
    wrongFixes: [
        {
            action: "Higher limits for the front-end",
            why: "it reports honestly that carts does not answer",
            remediation: "limits",
        },
        {
            action: "Restart the front-end",
            why: "it works; what it asks for does not answer",
            remediation: "restart",
        },
    ],
    prompts: [
        {
            skill: "detect",
            ask: "Customers cannot fill their baskets since {{startedAt}}. What is wrong?",
            expect: [
                "POST /cart answers 500 or not at all; lists and pages are fine",
                "carts restarts and is in CrashLoopBackOff",
            ],
        },
        {
            skill: "diagnose",
            ask: "The rollout of carts was reported as complete. Why does it not serve?",
            expect: [
                "OOMKilled at each start: the limit is 200Mi",
                "a JVM takes more than its heap of 128 MB",
                "without a readiness probe a started container counts as Ready, so the old pod was taken away",
            ],
        },
        {
            skill: "assess",
            ask: "What share of the requests fails, and which?",
            expect: ["{{failureRatio}}, all of them of baskets", "no order can be placed"],
        },
        {
            skill: "remediate",
            ask: "What is the fix, and when does it take effect?",
            expect: [
                "the memory limit of carts back to 500Mi",
                "about a minute after the new pod has started: its JVM has to start",
            ],
        },
    ],
    sources: [
        "Upstream's manifests: carts with 200Mi and 500Mi, -Xmx128m, no probe",
        "That a JVM of the shop takes about 240 MiB is assumed; a public log saw orders near 339 MB",
        "Front-end 0.3.12 without carts: baskets 500, logins still 200, no crash (run outside Kubernetes)",
        "When within its start a JVM exceeds its limit is not known: simulated as at its end",
        "Never run on a real cluster: what is seen is simulated",
    ],
} as const satisfies Scenario);
