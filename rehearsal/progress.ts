import type { LeadFigure } from "../verdict/fixWorth";
import type { ArmKey } from "./moment";
import type { Played } from "./fixResult";
import { Standings } from "./standings";
import type { RehearsalProgress } from "./types";

/** Tells how far one run has come: its share is 1 when it is done. */
export type Report = (
    at: { readonly arm: string; readonly seed: number; readonly isWritten: boolean },
    share: number,
) => void;

/** Sums the runs up, as many as are known to come: where more are asked for, the share falls. */
export class ProgressSum {
    private readonly shares = new Map<string, number>();
    private readonly standings: Standings;

    constructor(
        private expected: number,
        keys: readonly ArmKey[],
        private readonly lead: LeadFigure,
        private readonly progress: (progress: RehearsalProgress) => void,
    ) {
        this.standings = new Standings(keys, lead);
    }

    expectMore(runs: number): void {
        this.expected += runs;
    }

    readonly report: Report = ({ arm, seed, isWritten }, share) => {
        this.shares.set(`${arm} ${seed} ${isWritten}`, share);
        this.tell();
    };

    /** A run has ended, and this is what it has shown. */
    ended(key: ArmKey, seed: number, played: Played): void {
        this.standings.ended(key, seed, played);
        this.tell();
    }

    private tell(): void {
        const done = [...this.shares.values()];
        const sum = done.reduce((total, one) => total + one, 0);
        this.progress({
            runs: this.expected,
            runsDone: done.filter((one) => one === 1).length,
            share: sum / this.expected,
            lead: this.lead,
            standings: this.standings.all,
        });
    }
}
