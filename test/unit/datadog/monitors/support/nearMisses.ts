import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

import type { Evidence } from "../../../../../evidence/evidence";
import {
    type Alteration,
    adding,
    altered,
    borrowing,
    changing,
    levelling,
    pausing,
    twoPods,
    without,
    withoutLogs,
} from "./alter";

const load = createRequire(__filename);

/** A simulated run with a symptom more or less: what fires, and what does not. */
export interface NearMiss {
    readonly name: string;
    readonly evidence: Evidence;
    readonly fires: readonly string[];
    /** Seconds from the start of the load; anything up to its end when left out. */
    readonly within?: number;
    readonly silent: readonly string[] | "all others";
}

const backend = {
    kube_namespace: "sock-shop",
    kube_deployment: "catalogue",
    kube_container_name: "catalogue",
    pod_name: "catalogue-1",
};

const frontEnd = (pod: string): Readonly<Record<string, string>> => ({
    kube_namespace: "sock-shop",
    kube_deployment: "front-end",
    kube_container_name: "front-end",
    pod_name: pod,
});

const restarts = "kubernetes.containers.restarts";
const failures = "sockshop.users.failures_per_second";
const throttling = "kubernetes.cpu.cfs";
const liveness = "kubernetes.liveness_probe.failure.total";
const waiting = "kubernetes_state.container.status_report.count.waiting";
const available = "kubernetes_state.deployment.replicas_available";
const memory = "kubernetes.memory.working_set";

/** Restarts a service behind the front-end every four minutes of the load. */
const backendRestarts = adding(restarts, backend, (second) =>
    Math.min(4, Math.max(0, Math.ceil(second / 240))),
);

/** Evidence of a run by its name. */
export type Simulated = (name: string) => Evidence;

export const silent = (name: string, evidence: Evidence, monitor: string): NearMiss => ({
    name,
    evidence,
    fires: [],
    silent: [monitor],
});

export const fires = (
    name: string,
    evidence: Evidence,
    ...monitors: readonly string[]
): NearMiss => ({ name, evidence, fires: monitors, silent: [] });

const folder = join(__dirname, "..", "nearMisses");

/** Those of the guides' incidents, and of each file in the folder. */
export function nearMisses(runs: Simulated): readonly NearMiss[] {
    const files = readdirSync(folder).sort();
    const further = files.flatMap((file) => {
        const { nearMisses: ofFile } = load(join(folder, file)) as {
            readonly nearMisses: (runs: Simulated) => readonly NearMiss[];
        };
        return ofFile(runs);
    });
    return [...ofTheGuides(runs), ...further];
}

/** Of a front-end that is short of CPU and killed by its probe: one symptom more or less. */
export function ofCrashLoop(
    name: string,
    evidence: Evidence,
    composite: string,
): readonly NearMiss[] {
    const but = (alteration: Alteration): Evidence => altered(evidence, alteration);
    return [
        fires(`${name}, throttled`, but(without(liveness)), composite),
        fires(`${name}, probe seen to fail`, but(without(throttling)), composite),
        silent(
            `${name} of a front-end that is neither throttled nor fails its probe`,
            but(without(liveness, throttling)),
            composite,
        ),
        silent(`${name} without a crash loop`, but(without(waiting)), composite),
        silent(`${name} that no user notices`, but(without(failures)), composite),
        {
            name: `${name}, and everything restarts`,
            evidence: but(backendRestarts),
            fires: ["backend-restarts"],
            silent: [composite],
        },
    ];
}

function ofTheGuides(runs: Simulated): readonly NearMiss[] {
    const [healthy, crash, hybrid] = [runs("healthy"), runs("crash"), runs("hybrid")];
    const [latency, payment] = [runs("latency"), runs("payment")];
    return [
        silent("kills that no user notices", altered(crash, without(failures)), "incident-crash"),
        silent("kills without a crash loop", altered(crash, without(waiting)), "incident-crash"),
        ...ofCrashLoop("hybrid", hybrid, "incident-hybrid"),
        silent("slow, not throttled", altered(latency, without(throttling)), "incident-latency"),
        silent(
            "throttled, not slow",
            altered(latency, without("sockshop.request_duration_seconds")),
            "incident-latency",
        ),
        silent(
            "slow and restarting",
            altered(latency, borrowing(hybrid, restarts)),
            "incident-latency",
        ),
        silent(
            "slow and failing",
            altered(latency, borrowing(hybrid, failures, "sockshop.users.requests_per_second")),
            "incident-latency",
        ),
        fires(
            "two pods, both throttled",
            altered(latency, twoPods("front-end")),
            "front-end-cpu-throttling",
            "incident-latency",
        ),
        {
            // Around the moment in which payment goes: whoever waits for a full window is late.
            name: "payment goes while nobody looks",
            evidence: altered(
                payment,
                pausing(available, (second) => second >= -20 && second < 130),
            ),
            fires: ["payment-unavailable", "service-unavailable"],
            within: 200,
            silent: [],
        },
        {
            // Across several series a gap between points is bridged; before the first there is none.
            name: "payment goes before anybody looks",
            evidence: altered(
                payment,
                pausing(available, (second) => second < 130),
            ),
            fires: ["service-unavailable"],
            within: 200,
            silent: [],
        },
        silent("no payment, no orders", altered(payment, withoutLogs), "incident-payment"),
        silent(
            "orders fail for another reason",
            altered(payment, borrowing(healthy, available)),
            "incident-payment",
        ),
        {
            name: "a service behind the front-end restarts",
            evidence: altered(healthy, backendRestarts),
            fires: ["backend-restarts"],
            silent: "all others",
        },
        {
            name: "a moment of high memory",
            evidence: altered(
                healthy,
                changing(memory, (value, second, { kube_container_name: container }) =>
                    container === "front-end" && second >= 60 && second < 75 ? 900e6 : value,
                ),
            ),
            fires: ["front-end-memory-of-limit"],
            silent: "all others",
        },
        { name: "what is bearable", evidence: bearable(healthy), fires: [], silent: "all others" },
    ];
}

/** 3 % of requests fail, answers take 1.5 s, and payment and two probes miss a moment. */
function bearable(healthy: Evidence): Evidence {
    const twoFailures = (second: number): number => (second < 0 ? 0 : second < 60 ? 1 : 2);
    return altered(
        healthy,
        levelling("sockshop.users.requests_per_second", 100),
        levelling(failures, 3),
        levelling("sockshop.users.response_time_mean", 1500),
        adding(liveness, frontEnd("front-end-1"), twoFailures),
        adding(liveness, frontEnd("front-end-2"), twoFailures),
        // Five requests in progress.
        adding("sockshop.request_duration_seconds.sum", frontEnd("front-end-1"), () => 75),
        changing(available, (value, second, { kube_deployment: deployment }) =>
            deployment === "payment" && second >= 100 && second < 130 ? 0 : value,
        ),
    );
}
