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

/** The share of plays that are within the SLOs, 0 to 100. */
export function preventPoints(plays: readonly Play[]): number {
    return plays.length === 0
        ? 0
        : Math.round((100 * plays.filter(isWithin).length) / plays.length);
}
