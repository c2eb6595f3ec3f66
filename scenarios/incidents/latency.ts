import { scenario as hybrid } from "./hybrid";
import type { Scenario } from "../scenario";

export const scenario = Object.freeze({
    id: "latency",
    title: "The shop is slow, but nothing crashes",
    summary:
        "Steady load below the point where the liveness probe fails: the front-end is throttled " +
        "and every page takes a second or more, yet nothing restarts.",
    load: { ...hybrid.load, users: 500, spawnRate: 40 },
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
    expectedMonitors: ["shop-latency-p95", "front-end-cpu-throttling", "incident-latency"],
    recovery: "Response times are back under 200 ms within seconds of the load's end.",
    acceptedFixes: [
        {
            action: "Scale the front-end out before it starts to fail its probes",
            why: "the queue divides over several event loops",
            remediation: "hpa",
        },
        {
            action: "Raise the front-end's CPU limit",
            why: "the throttling is what makes the queue",
            remediation: "limits",
        },
        {
            action: "Run three front-end pods",
            why: "the queue divides over several event loops",
            remediation: "replicas",
        },
    ],
    wrongFixes: [
        {
            action: "Restart the front-end",
            why: "it is not stuck; a restart adds an outage to the slowness",
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
            expect: ["more front-end pods or a higher CPU limit", "not a restart"],
        },
    ],
    sources: [
        "Guide: 500 users. Nothing was ever measured there; a user reports six crashes at 500",
        "Bounds: an average of 1.1 to 1.3 s is where the liveness probe starts to kill",
    ],
} as const satisfies Scenario);
