import type { Scenario } from "../scenario";

export const scenario = Object.freeze({
    id: "database",
    title: "The catalogue fails and crawls because its database has no CPU",
    inShort: "the catalogue's database has no CPU; lists fail as 200, then take seconds",
    summary:
        "The catalogue's database is rolled out with a hundredth of a core. While it starts, the " +
        "catalogue answers with errors that the front-end hands on as 200; once it is up every list " +
        "takes seconds. The catalogue's own probe waits for the database now and then, and in some " +
        "runs kills it for that.",
    load: {
        mix: "browse",
        publishedMix: "browse-published",
        // Some 30 queries a second, where the database can answer 13.
        users: 80,
        spawnRate: 4,
        durationSeconds: 480,
        // Until somebody acts; and 180 s until a catalogue that was killed is Ready again.
        responseSeconds: 900,
        resources: {
            requests: { cpu: "200m", memory: "256Mi" },
            limits: { cpu: "1", memory: "512Mi" },
        },
    },
    // Less would be no less: the kubelet gives no container under 1 ms of each 100.
    faults: [{ kind: "cpu", service: "catalogue-db", cpu: "10m" }],
    symptoms: [
        {
            figure: "restarts",
            service: "catalogue-db",
            atMost: 0,
            meaning: "the database itself lives, and has no probe",
        },
        {
            figure: "restarts",
            service: "front-end",
            atMost: 0,
            meaning: "the front-end lives through it",
        },
        { figure: "oomKills", atMost: 0, meaning: "memory has nothing to do with it" },
        {
            figure: "requestFailureRatio",
            above: 0.1,
            meaning: "lists and items are late or fail",
        },
        { figure: "p95ResponseTimeMs", above: 3000, meaning: "those that come take seconds" },
    ],
    rootCause:
        "The Deployment catalogue-db has a CPU limit of 10m: 1 ms of each 100. Its start takes a " +
        "minute or two instead of one second, and then it answers some 13 queries a second. The " +
        "catalogue has no time limit for a query, so it waits. Its /health says 200 whatever it " +
        "finds, but asks for a connection first, and where none is free it waits for a new one: three " +
        "such probes in a row and the kubelet kills the catalogue, which is Ready again after 180 s.",
    why:
        "The front-end hands on what the catalogue says with a status of its own, 200: that there are " +
        "no socks only the catalogue's log shows. Later nothing fails and everything waits, the " +
        "catalogue's own probe now and then as well.",
    diagnosis: {
        title: "The catalogue fails or crawls because its database is throttled",
        symptoms: "database-cpu-throttling && (catalogue-database-errors || shop-failure-rate)",
        priority: 1,
        why:
            "A throttled database is harmless as long as it answers; together with errors of the " +
            "catalogue, or users who fail, it is their cause.",
        meaning:
            "The catalogue's database is stopped by its CPU limit nearly all the time: lists and " +
            "items are slow or fail, and the catalogue may be killed by its probe.",
        checkFirst: [
            "The CPU limit of catalogue-db, and what it was before",
            "Give it back; the database then starts within seconds",
            "A catalogue that was killed is Ready 180 s after its start",
        ],
    },
    monitors: {
        mustFire: [
            { monitor: "database-cpu-throttling", withinSeconds: 120 },
            { monitor: "catalogue-database-errors", withinSeconds: 120 },
            { monitor: "incident-database", withinSeconds: 300 },
            { monitor: "shop-failure-rate", withinSeconds: 300 },
            { monitor: "shop-availability-burn", withinSeconds: 420 },
        ],
        mayFire: [
            // Where the catalogue is killed, and not Ready for three minutes.
            "backend-restarts",
            "service-unavailable",
            "containers-running-dropped",
            "shop-latency-p95",
            "shop-response-time",
            "shop-latency-burn",
            "front-end-requests-in-flight",
        ],
    },
    observation: {
        focus: ["catalogue-db", "catalogue", "front-end"],
        logView: {
            name: "The catalogue without its database",
            neutralName: "Errors of the catalogue",
            search: "kube_container_name:catalogue status:error",
        },
    },
    runbook: {
        detect: [
            {
                say: "The catalogue says that it cannot reach its database.",
                monitor: "catalogue-database-errors",
            },
            { say: "Lists and items are late or fail.", monitor: "shop-failure-rate" },
        ],
        diagnose: [
            {
                say: "The kernel stops the database nearly all the time.",
                monitor: "database-cpu-throttling",
            },
            {
                say: "Its limit is 10m; it has not restarted, and has no probe that would tell.",
                run: "kubectl -n sock-shop describe pods --selector name=catalogue-db",
            },
            {
                say: "What the front-end hands on as 200: database connection error, or an open breaker.",
                logs: "kube_container_name:catalogue status:error",
            },
            {
                say: "What changed: the limits of the revision before.",
                run: "kubectl -n sock-shop rollout history deployment/catalogue-db",
            },
        ],
        assess: [
            {
                say:
                    "Nobody can look for a sock; pages and logins work. A status of 200 does not mean " +
                    "that a list was shown.",
                monitor: "shop-failure-rate",
            },
            { say: "Nothing is lost: the load only reads, and the catalogue is read-only." },
        ],
        remediate: [
            {
                say: "Give the database back its limit; it starts within seconds.",
                run: "pulumi up -c incident=database -c remediation=restore",
                remediation: "restore",
            },
            {
                say: "A catalogue that was killed is Ready 180 s after its start; no hand is faster.",
            },
        ],
        prevent: [
            {
                say: "Alert on throttling of what everybody waits for.",
                monitor: "database-cpu-throttling",
            },
            {
                say: "Give queries a time limit, and keep the liveness probe away from the database.",
            },
            { say: "Hand an error of the catalogue on as an error, so that monitors see it." },
            { say: "A readiness probe for the database: its rollout would have waited." },
        ],
    },
    recovery:
        "catalogue-db has its limit of one core again and starts within seconds. A catalogue that was " +
        "killed is Ready 180 s after its start.",
    acceptedFixes: [
        {
            action: "Give catalogue-db the CPU limit that it had",
            why: "queries take milliseconds again",
            remediation: "restore",
            serves: ["response"],
        },
    ],
    wrongFixes: [
        {
            action: "Higher limits for the front-end",
            why: "it waits for the catalogue, and is short of nothing",
            remediation: "limits",
        },
        {
            action: "More front-end pods",
            why: "they would wait for the same database",
            remediation: "replicas",
        },
        {
            action: "Restart the front-end",
            why: "it works; what it asks for does not come",
            remediation: "restart",
        },
        {
            action: "Restart the catalogue",
            why: "its database stays as slow, and a new pod is Ready after 180 s only",
        },
    ],
    prompts: [
        {
            skill: "detect",
            ask: "Since {{startedAt}} the shop shows no socks, or shows them late. What is wrong?",
            expect: [
                "the catalogue: errors of its database in its log, then answers that take seconds",
                "{{failureRatio}} of requests fail or are late; pages and logins work",
            ],
        },
        {
            skill: "diagnose",
            ask: "The catalogue takes seconds, and fails its probe now and then. What is it short of?",
            expect: [
                "nothing itself: it waits for its database, and so does its /health when no connection is free",
                "catalogue-db is throttled: its CPU limit is 10m",
                "the database itself neither restarts nor has a probe",
            ],
        },
        {
            skill: "assess",
            ask: "The front-end's log is full of 200. Are users all right?",
            expect: [
                "no: the front-end hands the catalogue's errors on with status 200",
                "no list can be shown; pages and logins work; nothing is lost",
            ],
        },
        {
            skill: "remediate",
            ask: "What is the fix, and when does it take effect?",
            expect: [
                "the CPU limit of catalogue-db back to 1",
                "seconds for the database; 180 s until a catalogue that was killed is Ready",
            ],
        },
    ],
    sources: [
        "catalogue at 0.3.5 (sources): no time limit for queries, breaker after 6 errors for 30 s, a list without its database is 500, a sock 404; /health always 200, with a look for a connection first",
        "Front-end 0.3.12: hands the catalogue's body on with status 200 (run outside Kubernetes)",
        "Go 1.7's database/sql keeps two connections, and its Ping asks nothing of a free one (sources)",
        "Queries, connections and start: measured with MariaDB 10.11; the image's MySQL 5.7 was not",
        "How the kernel divides so little CPU among the database's threads is not known: simulated as one query after the other",
        "Kubernetes: no container gets under 1 ms of CPU per 100 ms (MinQuotaPeriod)",
        "On a faster machine queries take less CPU, and more users are needed",
        "Never run on a real cluster: what is seen is simulated",
    ],
} as const satisfies Scenario);
