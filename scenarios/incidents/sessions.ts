import type { Scenario } from "../scenario";

export const scenario = Object.freeze({
    id: "sessions",
    title: "Every login ends the front-end, because its sessions are gone",
    inShort: "the session store is gone; every login ends the front-end for everybody",
    summary:
        "Redis, where the front-end keeps its sessions, is scaled to nothing. Pages and lists go on " +
        "answering, and whoever logs in ends the process for everybody: a crash loop with little " +
        "load and plenty of memory.",
    load: {
        mix: "browse",
        publishedMix: "browse-published",
        // One request in eleven is a login: with twenty users nearly one a second.
        users: 20,
        spawnRate: 2,
        durationSeconds: 300,
        // Five minutes of back-off at the most, after which it shows whether the front-end lives.
        responseSeconds: 900,
        resources: {
            requests: { cpu: "100m", memory: "256Mi" },
            limits: { cpu: "500m", memory: "512Mi" },
        },
    },
    faults: [{ kind: "replicas", service: "session-db", replicas: 0 }],
    symptoms: [
        {
            figure: "restarts",
            service: "front-end",
            atLeast: 4,
            meaning: "the front-end ends again and again",
        },
        {
            figure: "crashLoopBackOffs",
            service: "front-end",
            atLeast: 1,
            meaning: "until Kubernetes holds it back",
        },
        { figure: "oomKills", atMost: 0, meaning: "not for its memory" },
        { figure: "requestFailureRatio", above: 0.5, meaning: "with it, everybody's requests" },
        { figure: "restarts", exceptService: "front-end", atMost: 0, meaning: "nothing else ends" },
    ],
    rootCause:
        "The Deployment session-db has 0 replicas. Without its store express-session hands requests " +
        "on without a session. The login's handler writes the customer into the session when user " +
        "has answered: a TypeError in a callback, which nobody catches, so the process ends. Probes " +
        "ask for a page, which needs no session, and stay green.",
    why:
        "Without Redis express-session hands requests on without a session. A login writes into " +
        "it when user has answered, in a callback: nobody catches that, and the process ends. " +
        "Pages need no session, and a page is all that the probes ask for. Seen in a run of " +
        "front-end 0.3.12's code.",
    diagnosis: {
        title: "Logins end the front-end because its session store is gone",
        symptoms: "session-store-unavailable && front-end-restarts",
        priority: 1,
        why: "No replica of session-db, and a front-end that restarts: cause and harm together.",
        meaning:
            "The session store has no replica and the front-end ends with every login, neither for " +
            "load nor for memory.",
        checkFirst: [
            "Scale session-db back to one replica (ready within seconds)",
            "Replace the front-end's pod if it is held back for long",
        ],
    },
    monitors: {
        mustFire: [
            { monitor: "session-store-unavailable", withinSeconds: 240 },
            { monitor: "service-unavailable", withinSeconds: 240 },
            { monitor: "front-end-restarts", withinSeconds: 180 },
            { monitor: "front-end-crash-loop", withinSeconds: 240 },
            { monitor: "front-end-back-off-events", withinSeconds: 240 },
            { monitor: "shop-failure-rate", withinSeconds: 240 },
            { monitor: "incident-sessions", withinSeconds: 240 },
            { monitor: "containers-running-dropped", withinSeconds: 300 },
            { monitor: "shop-availability-burn", withinSeconds: 240 },
        ],
        mayFire: ["shop-response-time"],
    },
    observation: {
        focus: ["session-db", "front-end"],
        logView: {
            name: "Logins without a session",
            neutralName: "Errors of the front-end's process",
            search: "kube_container_name:front-end (TypeError OR npm OR SIGTERM OR listening)",
        },
    },
    runbook: {
        detect: [
            { say: "The front-end restarts.", monitor: "front-end-restarts" },
            { say: "Its session store has no replica.", monitor: "session-store-unavailable" },
        ],
        diagnose: [
            {
                say: "Neither memory nor its probe: the process ends by itself, with exit code 1.",
                run: "kubectl -n sock-shop describe pods --selector name=front-end",
            },
            {
                say: "The last line before each end: a property of undefined, in api/user.",
                logs: "kube_container_name:front-end TypeError",
            },
            {
                say: "Where sessions are kept: 0 of 0 was scaled away.",
                run: "kubectl -n sock-shop get deployment session-db",
            },
        ],
        assess: [
            {
                say: "Everybody is cut off at each login, and logged out for good: sessions are in Redis alone.",
                monitor: "shop-failure-rate",
            },
        ],
        remediate: [
            {
                say: "Bring the session store back; it is ready within seconds.",
                run: "kubectl -n sock-shop scale deployment/session-db --replicas=1",
                remediation: "restore",
            },
            {
                say: "A front-end that is held back comes by itself, after five minutes at the most.",
            },
        ],
        prevent: [
            {
                say: "Alert on the session store: no probe of the front-end asks for it.",
                monitor: "session-store-unavailable",
            },
            { say: "Answer 503 where there is no session; never write into one without a look." },
            {
                say: "Keep more than one replica of what everybody needs, and its data on a volume.",
            },
        ],
    },
    recovery:
        "session-db is scaled back and ready within seconds. Everybody is logged out. A front-end " +
        "that waits in CrashLoopBackOff is replaced.",
    acceptedFixes: [
        {
            action: "Scale session-db back to one replica",
            why: "logins find their session again; the front-end lives from its next start on",
            remediation: "restore",
            serves: ["response"],
        },
    ],
    wrongFixes: [
        {
            action: "More CPU or memory for the front-end",
            why: "it lacks neither; it ends by an exception",
            remediation: "limits",
        },
        {
            action: "Replace the front-end's pod without the session store",
            why: "the next login ends the new one as well",
            remediation: "restart",
        },
        {
            action: "A patient liveness probe",
            why: "the probe is green whenever the process lives",
            remediation: "probes",
        },
    ],
    prompts: [
        {
            skill: "detect",
            ask: "The shop comes and goes since {{startedAt}}. What is wrong?",
            expect: [
                "the front-end has restarted {{frontEndRestarts}} times and is in CrashLoopBackOff",
                "{{failureRatio}} of requests fail; with {{users}} users there is hardly any load",
            ],
        },
        {
            skill: "diagnose",
            ask: "Memory is low and the probes are green. Why does the front-end restart?",
            expect: [
                "each login ends the process: a TypeError, because there is no session",
                "session-db has 0 replicas",
                "express-session goes on without a session when its store is gone",
            ],
        },
        {
            skill: "assess",
            ask: "What still works, and who has lost what?",
            expect: [
                "pages and lists answer while the process lives; baskets and logins do not",
                "everybody is logged out: sessions were in Redis alone",
            ],
        },
        {
            skill: "remediate",
            ask: "What brings the shop back, and how long does it take?",
            expect: [
                "session-db back to one replica, ready within seconds",
                "the front-end follows when its back-off is over, five minutes at the most, or at once " +
                    "with its pod replaced",
            ],
        },
        {
            skill: "prevent",
            ask: "How do we keep a lost session store from taking the shop with it?",
            expect: [
                "handle a missing session with an error answer",
                "more than one replica of the session store, and an alert on it",
            ],
        },
    ],
    sources: [
        "Front-end 0.3.12 without Redis (run outside Kubernetes): GET /login ends the process, /cart 500, / and /catalogue 200",
        "That a registration ends it too is read from the code, not run",
        "How soon its client is back at Redis after a long time without it is not known: simulated as at once",
        "Load: browsing as in the other incidents. Never run on a real cluster: simulated",
    ],
} as const satisfies Scenario);
