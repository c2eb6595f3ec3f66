import type { Evidence } from "../evidence/evidence";
import { quantile } from "../evidence/sketch";
import type { Scenario, Symptom, SymptomFigure } from "../scenarios/scenario";
import {
    crashLoopBackOffs,
    imagePullFailures,
    mostReplicas,
    oomKills,
    restarts,
    type Whose,
} from "./counts";
import { browseRows, failureRatio, orderRows, unshippedOrders } from "./orders";

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

/**
 * A run's figures as contracts bound them, by whoever has watched it; undefined where a run cannot
 * tell, as without a single order.
 */
export type ContractFigures = Readonly<Record<SymptomFigure, (whose: Whose) => number | undefined>>;

export function figureOf(symptom: Symptom, figures: ContractFigures): number | undefined {
    return figures[symptom.figure](symptom);
}

/** Holds a run against the symptoms of its incident, figure by figure. */
export function contractVerdict(scenario: Contract, evidence: Evidence): ContractVerdict {
    const figures = contractFigures(scenario, evidence);
    const symptoms = scenario.symptoms.map((symptom): SymptomVerdict => {
        const value = figureOf(symptom, figures);
        return {
            symptom,
            value: value ?? null,
            bounds: boundsText(symptom),
            isMet: isMet(symptom, value),
        };
    });
    return { symptoms, isMet: symptoms.every((one) => one.isMet) };
}

function contractFigures({ load }: Contract, evidence: Evidence): ContractFigures {
    const { rows, total } = evidence.requests;
    return {
        restarts: (whose) => restarts(evidence, whose),
        crashLoopBackOffs: (whose) => crashLoopBackOffs(evidence, whose),
        oomKills: (whose) => oomKills(evidence, whose),
        imagePullFailures: (whose) => imagePullFailures(evidence, whose),
        mostReplicas: (whose) => mostReplicas(evidence, whose),
        requestFailureRatio: () => failureRatio([total]),
        orderFailureRatio: () => failureRatio(orderRows(load, rows)),
        browseFailureRatio: () => failureRatio(browseRows(load, rows)),
        unshippedOrders: () => unshippedOrders(evidence),
        // As users saw it, whichever service is meant: they only talk to the front-end.
        p95ResponseTimeMs: () => quantile(total.responseTimes, 0.95),
    };
}

/** A symptom that a run cannot tell of is not met. */
export function isMet(symptom: Symptom, value: number | undefined): boolean {
    return value !== undefined && isWithin(symptom, value);
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

/** The bounds in words: "5 to 10", "above 60 %"; each value as `text` puts it. */
export function boundsText(
    { atLeast, atMost, above, below }: Symptom,
    text: (value: number) => string = String,
): string {
    if (atLeast !== undefined && atMost !== undefined) {
        return atLeast === atMost ? text(atLeast) : `${text(atLeast)} to ${text(atMost)}`;
    }
    const parts: readonly (readonly [string, number | undefined])[] = [
        ["at least", atLeast],
        ["at most", atMost],
        ["above", above],
        ["below", below],
    ];
    return parts
        .flatMap(([word, value]) => (value === undefined ? [] : [`${word} ${text(value)}`]))
        .join(", ");
}
