import type { Evidence } from "../evidence/evidence";
import { quantile } from "../evidence/sketch";
import type { Scenario, Symptom } from "../scenarios/scenario";
import { crashLoopBackOffs, oomKills, restarts } from "./counts";
import { browseRows, failureRatio, orderRows } from "./orders";

/** One bound of the contract, and what the run did. */
export interface SymptomVerdict {
    readonly symptom: Symptom;
    /** Null when the evidence cannot tell, as without a single request: then it is not met. */
    readonly value: number | null;
    /** The bounds in words: "5 to 10", "above 0.6". */
    readonly bounds: string;
    readonly isMet: boolean;
}

export interface ContractVerdict {
    readonly symptoms: readonly SymptomVerdict[];
    /** Whether the run was this incident: all symptoms met. */
    readonly isMet: boolean;
}

/** What of a scenario its contract needs. */
export type Contract = Pick<Scenario, "symptoms" | "load">;

/** Holds a run against the symptoms of its incident, figure by figure. */
export function contractVerdict(scenario: Contract, evidence: Evidence): ContractVerdict {
    const symptoms = scenario.symptoms.map((symptom): SymptomVerdict => {
        const value = figureOf(symptom, scenario, evidence);
        return {
            symptom,
            value: value ?? null,
            bounds: boundsOf(symptom),
            isMet: value !== undefined && isWithin(symptom, value),
        };
    });
    return { symptoms, isMet: symptoms.every(({ isMet }) => isMet) };
}

function figureOf(symptom: Symptom, { load }: Contract, evidence: Evidence): number | undefined {
    switch (symptom.figure) {
        case "restarts":
            return restarts(evidence, symptom);
        case "crashLoopBackOffs":
            return crashLoopBackOffs(evidence, symptom);
        case "oomKills":
            return oomKills(evidence, symptom);
        case "requestFailureRatio":
            return failureRatio([evidence.requests.total]);
        case "orderFailureRatio":
            return failureRatio(orderRows(load, evidence));
        case "browseFailureRatio":
            return failureRatio(browseRows(load, evidence));
        case "p95ResponseTimeMs":
            // As users saw it, whichever service is meant: they only talk to the front-end.
            return quantile(evidence.requests.total.responseTimes, 0.95);
    }
}

/** Whether a value keeps a symptom's bounds. */
export function isWithin({ atLeast, atMost, above, below }: Symptom, value: number): boolean {
    return (
        (atLeast === undefined || value >= atLeast) &&
        (atMost === undefined || value <= atMost) &&
        (above === undefined || value > above) &&
        (below === undefined || value < below)
    );
}

function boundsOf({ atLeast, atMost, above, below }: Symptom): string {
    if (atLeast !== undefined && atMost !== undefined) {
        return atLeast === atMost ? `${atLeast}` : `${atLeast} to ${atMost}`;
    }
    const parts = [
        ...(atLeast === undefined ? [] : [`at least ${atLeast}`]),
        ...(atMost === undefined ? [] : [`at most ${atMost}`]),
        ...(above === undefined ? [] : [`above ${above}`]),
        ...(below === undefined ? [] : [`below ${below}`]),
    ];
    return parts.join(", ");
}
