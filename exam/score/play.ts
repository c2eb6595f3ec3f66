/** What a simulated play of an incident says, and what a change is worth by its plays. */
import type { ArmCost } from "../../rehearsal/types";
import { tolerableBadMinutes } from "./badMinutes";

/** Five of five the same way: coins would do so one time in sixteen. */
export const playedSeeds = [1, 2, 3, 4, 5] as const;

export interface Play {
    readonly seed: number;
    /** Of the load, over the SLOs. */
    readonly badMinutes: number;
    readonly failedShare: number;
    /** Whether the incident came about: everything that its record says of at least so much. */
    readonly hasSymptoms: boolean;
}

/** A change that is there from the start on. */
export interface Prevention {
    readonly text: string;
    readonly plays: readonly Play[];
    readonly cost: ArmCost | null;
    /** Why nothing was played. */
    readonly problem: string | null;
}

/** A change to an incident that is there, a minute after a monitor has told. */
export interface Response {
    readonly text: string;
    /**
     * From the load's first user until all are served for good, the median over the seeds; null: in
     * half of them they are not.
     */
    readonly seconds: number | null;
}

export const isWithin = ({ badMinutes }: Play): boolean => badMinutes <= tolerableBadMinutes;

/**
 * Of the points, for an incident whose symptoms are over or never came, where no known fix serves
 * users within the SLOs.
 */
export const easedShare = 0.5;

/**
 * The share of plays that are within the SLOs, 0 to 100.
 * @param best of the known fixes; where not one of its plays is within, one without the incident
 * counts half
 */
export function preventPoints(plays: readonly Play[], best: Prevention | null): number {
    const eased = isBeyondPrevention(best) ? easedShare : 0;
    const worth = (play: Play): number => (isWithin(play) ? 1 : play.hasSymptoms ? 0 : eased);
    const sum = plays.reduce((all, play) => all + worth(play), 0);
    return plays.length === 0 ? 0 : Math.round((100 * sum) / plays.length);
}

/** Whether the simulation knows no fix that keeps users within the SLOs. */
export function isBeyondPrevention(best: Prevention | null): boolean {
    return best !== null && !best.plays.some(isWithin);
}
