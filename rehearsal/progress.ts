import type { RehearsalProgress } from "./types";

/** Tells how far one run has come: its share is 1 when it is done. */
export type Report = (
    at: { readonly arm: string; readonly seed: number; readonly isWritten: boolean },
    share: number,
) => void;

/** Sums the runs up. More than were expected may come: what has been said is not taken back. */
export class ProgressSum {
    private readonly shares = new Map<string, number>();
    private largest = 0;

    constructor(
        private expected: number,
        private readonly progress: (progress: RehearsalProgress) => void,
    ) {}

    expectMore(runs: number): void {
        this.expected += runs;
    }

    readonly report: Report = ({ arm, seed, isWritten }, share) => {
        this.shares.set(`${arm} ${seed} ${isWritten}`, share);
        const done = [...this.shares.values()];
        const sum = done.reduce((total, one) => total + one, 0);
        this.largest = Math.max(this.largest, sum / this.expected);
        this.progress({
            runs: this.expected,
            runsDone: done.filter((one) => one === 1).length,
            share: this.largest,
            arm,
            seed,
        });
    };
}
