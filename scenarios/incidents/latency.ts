import { slowButAlive } from "../load/level";
import { scenario as hybrid } from "./hybrid";
import type { Scenario } from "../scenario";

export const scenario = Object.freeze({
    id: "latency",
    title: "The shop is slow, but nothing crashes",
    inShort: "up to 500 users, as many as it takes: everything is slow, nothing fails",
    summary:
        "Steady load below the point where the liveness probe fails: the front-end is throttled " +
        "and one page in twenty takes more than a second, yet nothing restarts.",
    /*
     * The guide's 500 users are the most there may be. Between slow and dead is little room, and
     * where it lies moves with the host and with how long the process has been running: 460 users
     * killed a front-end on a real node six times in four minutes. So no fixed number is right, and
     * the load finds its own.
     */
    load: { ...hybrid.load, users: 500, spawnRate: 10, level: slowButAlive },
    faults: [],
    symptoms: [
        {
            figure: "restarts",
            atMost: 0,
            meaning: "no container of the shop restarts",
        },
        {
            figure: "p95ResponseTimeMs",
            service: "front-end",
            atLeast: 1000,
            atMost: 2500,
            meaning:
                "slow pages; slower than this cannot last, because three slow probes in a row kill",
        },
        {
            figure: "requestFailureRatio",
            below: 0.05,
            meaning: "almost every request still succeeds",
        },
    ],
    rootCause:
        "The front-end's 300m CPU limit is used up. Its event loop works through a growing queue, " +
        "so response times rise with the number of users long before anything fails.",
    why:
        "The guide's 500 users and the 2 to 5 s without a crash cannot both be had: three slow " +
        "probes kill. So the contract is 1 to 2.5 s, and the load finds its level, because no " +
        "fixed number of users keeps to that on every node.",
    diagnosis: {
        title: "The shop is slow, but nothing crashes",
        symptoms:
            "shop-latency-p95 && front-end-cpu-throttling " +
            "&& !front-end-restarts && !shop-failure-rate",
        priority: 3,
        why: "Slow and short of CPU, yet nothing restarts and hardly anything fails.",
        meaning:
            "The front-end is at its CPU limit and answers slowly. With more users its liveness " +
            "probe starts to fail.",
        checkFirst: [
            "Raise the front-end's CPU limit",
            "More pods alone change nothing: users keep their connections; restart after scaling",
        ],
    },
    monitors: {
        // Five-minute means have to fill up first.
        mustFire: [
            { monitor: "shop-latency-p95", withinSeconds: 240 },
            { monitor: "front-end-requests-in-flight", withinSeconds: 240 },
            { monitor: "front-end-cpu-throttling", withinSeconds: 300 },
            { monitor: "incident-latency", withinSeconds: 300 },
            { monitor: "front-end-cpu-of-limit", withinSeconds: 420 },
            { monitor: "front-end-cpu-usage", withinSeconds: 420 },
            { monitor: "shop-latency-burn", withinSeconds: 540 },
        ],
        mayFire: ["front-end-liveness-failures"],
    },
    // The guides have one view of slowness for both.
    observation: hybrid.observation,
    runbook: {
        detect: [
            {
                say: "One request in twenty takes longer than a second.",
                monitor: "shop-latency-p95",
            },
            { say: "Nothing restarts.", monitor: "front-end-restarts" },
            { say: "Hardly anything fails.", monitor: "shop-failure-rate" },
        ],
        diagnose: [
            { say: "The front-end is at its CPU limit.", monitor: "front-end-cpu-of-limit" },
            { say: "The kernel stops it in most periods.", monitor: "front-end-cpu-throttling" },
            {
                say: "Rule the back ends out: their own times stay in milliseconds.",
                logs: "kube_container_name:(catalogue OR user) @speed:slow",
            },
        ],
        assess: [
            {
                say:
                    "Users wait, but get what they ask for. Slower than about 1.1 s on average it " +
                    "cannot last: three slow probes in a row, and the front-end is killed.",
                monitor: "front-end-liveness-failures",
            },
            { say: "What of the week's budget it costs.", monitor: "shop-latency-burn" },
        ],
        remediate: [
            {
                say:
                    "More CPU, before the probes fail: less queue at once. The pod is replaced, " +
                    "which costs everybody one request.",
                run:
                    "kubectl -n sock-shop set resources deployment/front-end " +
                    "--limits=cpu=400m,memory=1300Mi",
                remediation: "limits",
            },
            {
                say: "Then more pods, for the users that come from now on.",
                run: "kubectl -n sock-shop scale deployment/front-end --replicas=3",
                remediation: "limits,replicas",
            },
            {
                say:
                    "Those who are there keep their connections to the first pod, so the new ones " +
                    "idle. A restart cuts the connections, and the users spread over all pods.",
                run: "kubectl -n sock-shop rollout restart deployment/front-end",
                remediation: "limits,replicas,restart",
            },
        ],
        prevent: [
            {
                say:
                    "Autoscale the front-end, 2 to 10 pods at 70 % CPU, so that pods are there " +
                    "before users are: those who are connected stay where they are.",
            },
            {
                say: "Watch the number of requests in progress: it rises before users complain.",
                monitor: "front-end-requests-in-flight",
            },
        ],
    },
    recovery: "Response times are back under 200 ms within seconds of the load's end.",
    acceptedFixes: [
        {
            action: "Raise the front-end's CPU limit",
            why:
                "the throttling is what makes the queue; a third more CPU shortens it, and as many " +
                "users as come in a rush still wait for over a second",
            remediation: "limits",
            serves: ["response"],
        },
        {
            action: "Run three front-end pods and restart them",
            why:
                "the queue divides over three event loops, once the users have lost the " +
                "connections that they keep alive on the old pod",
            remediation: "replicas,restart",
            serves: ["response"],
        },
        {
            action: "Autoscale the front-end, with higher limits",
            why: "a changed limit replaces the pod: its users spread, as after a restart",
            remediation: "hpa,limits",
            serves: ["prevention", "response"],
        },
        {
            action: "Run three front-end pods",
            why:
                "the queue divides over three event loops, if they are there before the users: " +
                "afterwards these stay on the pod that they are connected to",
            remediation: "replicas",
            serves: ["prevention"],
        },
        {
            action: "Autoscale the front-end",
            why: "as a fixed number, and for the same reason only before the users come",
            remediation: "hpa",
            serves: ["prevention"],
        },
    ],
    wrongFixes: [
        {
            action: "Only restart the front-end",
            why: "it is not stuck: all users come back to one pod, and it is as slow as before",
            remediation: "restart",
        },
        {
            action: "Tune the databases",
            why: "the time is spent waiting in the front-end, not behind it",
        },
    ],
    prompts: [
        {
            skill: "detect",
            ask: "Users say the shop is very slow since {{startedAt}}. Can you confirm?",
            expect: [
                "95th percentile of response times at {{p95Ms}} ms, usually under 200 ms",
                "no restarts and hardly any errors",
            ],
        },
        {
            skill: "diagnose",
            ask: "Is this the same problem as the crash we had?",
            expect: [
                "same bottleneck, the front-end's CPU, at an earlier stage",
                "CPU throttled at the limit, memory far from its limit, no kill",
            ],
        },
        {
            skill: "assess",
            ask: "Will it crash if we leave it alone?",
            expect: [
                "at this load it holds; with more users the liveness probe starts to fail and " +
                    "the pod is killed",
            ],
        },
        {
            skill: "remediate",
            ask: "What brings response times down?",
            expect: [
                "a higher CPU limit of the front-end, or more pods and then a restart of them",
                "not more pods alone: connections are kept alive on the old pod",
                "not a restart alone: everybody comes back to one pod",
            ],
        },
    ],
    sources: [
        "Guide: 500 users, 40 a second, and no figure that was measured; a user reports six crashes",
        "500 users, measured: at 250m on a rented machine (fidelity/foreseenRuns.ts), and as the most " +
            "that the load held at 150m and 300m (docs/incidents.md)",
        "Load: finds its level, see scenarios/load/level.ts; 460 users at 10 a second killed a " +
            "front-end at 300m on a real node within 43 s",
        "Bounds: an average of 1.1 to 1.3 s is where the liveness probe starts to kill",
        "Fixes: simulated, five minutes into the incident, and before it",
    ],
} as const satisfies Scenario);
