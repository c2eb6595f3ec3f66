import type { Evidence } from "../evidence/evidence";
import { fineMetrics } from "../evidence/fineMetrics";
import { firstGrowth, firstScaleOut } from "../verdict/scaleOut";
import { firstFailureAt } from "./record/requests";
import type { Concluded } from "./watch";

/** What happened when, in seconds of the shop after the load's first user; null: not reached. */
export interface Clocks {
    /** When the incident was injected: before the first user, so below 0. */
    readonly injection: number | null;
    /** When the first request failed: harm, that all else is measured against. */
    readonly firstFailure: number | null;
    readonly firstRestart: number | null;
    readonly firstScaleOut: number | null;
    /** By the monitor's name; those that were in alert before have none. */
    readonly alerts: Readonly<Record<string, number | null>>;
    /** From the recovery's beginning until the shop was whole. */
    readonly recovery: number | null;
}

export function clocksOf(
    { evidence, injectedAt, monitors }: Pick<Concluded, "evidence" | "injectedAt" | "monitors">,
    recovery: number | null,
): Clocks {
    if (evidence === undefined) {
        return {
            injection: null,
            firstFailure: null,
            firstRestart: null,
            firstScaleOut: null,
            alerts: {},
            recovery,
        };
    }
    const { loadStart } = evidence.run;
    const after = (time: number | null | undefined): number | null =>
        time === null || time === undefined ? null : Math.round(time - loadStart);
    return {
        injection: after(injectedAt),
        firstFailure: after(firstFailureAt(evidence.requests)),
        firstRestart: after(firstRestartAt(evidence)),
        firstScaleOut: firstScaleOut(evidence),
        alerts: Object.fromEntries(
            monitors.map(({ name, spans }) => {
                const alert = spans.find(
                    ({ state, from }) => state === "Alert" && from > loadStart,
                );
                return [name, after(alert?.from)];
            }),
        ),
        recovery,
    };
}

function firstRestartAt(evidence: Evidence): number | null {
    const restarts = evidence.fine.filter(({ metric }) => metric === fineMetrics.restarts);
    const times = restarts.flatMap((series) => firstGrowth(series, evidence.run.loadStart) ?? []);
    return times.length === 0 ? null : Math.min(...times);
}
