import type { Slo } from "../../../datadog/monitor";
import type { CatalogueScope, MonitorTemplate } from "./definition";
import { failureRatioQuery, tolerableFailureRatio } from "./failures";
import { inSourceUnit, p95Of } from "./latency";
import { searches } from "./searches";

/** A week, because a practice shop is rarely older. */
const timeframe = "7d";

const availabilityTarget = 99.9;
const latencyTarget = 99.5;

/** The SLOs. A slice without users counts as good, as Datadog has it. */
export function slos(scope: CatalogueScope): readonly Slo[] {
    return [
        {
            id: "availability",
            title: "Shop availability: at least 95 % of requests succeed",
            description: "Minutes in which at most 5 % of the users' requests failed.",
            formula: failureRatioQuery.formula,
            queries: failureRatioQuery.queries(scope.namespace),
            comparator: "<=",
            threshold: tolerableFailureRatio,
            sliceSeconds: 60,
            target: availabilityTarget,
            timeframe,
            why: "Ten bad minutes a week: one incident of this stack uses them up.",
        },
        {
            id: "latency",
            title: "Front-end latency: 95th percentile below one second",
            description:
                "Minutes in which the front-end's 95th percentile was below one second, by its own " +
                "clock. What users wait for a connection is not in it, nor what is never answered: " +
                "100 % while users wait means that they do not get through.",
            formula: "p95",
            queries: { p95: p95Of(scope) },
            comparator: "<",
            threshold: inSourceUnit(scope, 1),
            sliceSeconds: 60,
            target: latencyTarget,
            timeframe,
            why: "Slowness is borne longer than failure: fifty minutes a week.",
        },
    ];
}

/**
 * Datadog's recommendation for 7 days: 16.8 times the tolerable rate over an hour and still over
 * the last five minutes, which uses up a tenth of the week's budget.
 */
const fastBurn = {
    query: (slo: string, critical: number): string =>
        `burn_rate("${slo}").over("${timeframe}").long_window("1h").short_window("5m") ` +
        `> ${critical}`,
    thresholds: { critical: 16.8 },
} as const;

const availabilityBurn: MonitorTemplate = {
    id: "shop-availability-burn",
    signal: "availability",
    title: "Budget of failed minutes burns fast",
    type: "slo alert",
    query: (_scope, critical) => fastBurn.query("availability", critical),
    thresholds: fastBurn.thresholds,
    priority: 2,
    why:
        "16.8 over an hour with a target of 99.9 % is two bad minutes in the hour (one makes " +
        "16.7), with one of the last five bad as well. (Datadog's table for 7-day targets.)",
    message: {
        meaning: "At this rate the week's budget of failed minutes is gone within ten hours.",
        checkFirst: ["The failure rate and what fails", "Whether it is still going on"],
        logSearch: searches.errors,
    },
};

const latencyBurn: MonitorTemplate = {
    id: "shop-latency-burn",
    signal: "latency",
    title: "Budget of slow minutes burns fast",
    type: "slo alert",
    query: (_scope, critical) => fastBurn.query("latency", critical),
    thresholds: fastBurn.thresholds,
    priority: 4,
    why:
        "16.8 over an hour with a target of 99.5 % is more than five slow minutes in the hour, " +
        "which a run of eight minutes makes. (Datadog's table for 7-day targets.)",
    message: {
        meaning: "At this rate the week's budget of slow minutes is gone within ten hours.",
        checkFirst: ["The 95th percentile and CPU throttling of the front-end"],
        logSearch: searches.slowAnswers,
    },
};

export const sloMonitors: readonly MonitorTemplate[] = [availabilityBurn, latencyBurn];
