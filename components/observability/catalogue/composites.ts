import type { MonitorTemplate, Priority } from "./definition";

/*
 * Composites name the incident from its symptoms alone. A composite looks at groups that all its
 * parts have in common, and a warning counts as an alert in it: so its parts have neither groups
 * nor warnings. What it excludes must be OK, not "no data", when there is nothing to report.
 */

/** What a composite needs beside its condition. */
interface Diagnosis {
    readonly incident: string;
    readonly title: string;
    /** Over the ids of other monitors. */
    readonly symptoms: string;
    readonly priority: Priority;
    readonly why: string;
    readonly meaning: string;
    readonly checkFirst: readonly string[];
}

/** The monitor that recognises an incident. A new incident brings its own diagnosis. */
export function diagnosis({
    incident,
    symptoms,
    meaning,
    checkFirst,
    ...rest
}: Diagnosis): MonitorTemplate {
    return {
        ...rest,
        id: `incident-${incident}`,
        signal: "composites",
        type: "composite",
        query: () => symptoms,
        firesIn: [incident],
        namesIncident: true,
        message: { meaning, checkFirst },
    };
}

export const compositeMonitors: readonly MonitorTemplate[] = [
    diagnosis({
        incident: "crash",
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
    }),
    diagnosis({
        incident: "hybrid",
        title: "The front-end is killed by its own liveness probe",
        symptoms:
            "front-end-crash-loop && front-end-cpu-throttling && shop-failure-rate " +
            "&& !front-end-oom-killed && !backend-restarts",
        priority: 2,
        why:
            "It crashes without being killed for memory, short of CPU, while everything behind it " +
            "stays up. In a crash for memory the kill shows before the first back-off does.",
        meaning:
            "The front-end is saturated, fails its liveness probe and is killed again and again; " +
            "the services behind it are healthy.",
        checkFirst: [
            "Scale the front-end out, or relax its liveness probe",
            "Do not touch the back ends or the memory limit: they are innocent",
        ],
    }),
    diagnosis({
        incident: "latency",
        title: "The shop is slow, but nothing crashes",
        symptoms:
            "shop-latency-p95 && front-end-cpu-throttling " +
            "&& !front-end-restarts && !shop-failure-rate",
        priority: 3,
        why: "Slow and short of CPU, yet nothing restarts and hardly anything fails.",
        meaning:
            "The front-end is at its CPU limit and answers slowly. With more users its liveness " +
            "probe starts to fail.",
        checkFirst: ["Scale the front-end out or raise its CPU limit; a restart makes it worse"],
    }),
    diagnosis({
        incident: "payment",
        title: "Orders fail because payment is gone",
        symptoms: "payment-unavailable && failed-orders",
        priority: 1,
        why: "No replica of payment, and orders that fail: cause and harm together.",
        meaning: "Payment has no replica and every order fails; everything else works.",
        checkFirst: [
            "Scale payment back to one replica (ready after 180 s)",
            "Reconcile the failed orders with their customers",
        ],
    }),
];
