import type { RehearsalProgress } from "./types";

/** Tells how far one run has come: its share is 1 when it is done. */
export type Report = (
    run: string,
    share: number,
    at: { remediation: string; seed: number },
) => void;

/** Sums the runs up. */
export function progressOf(runs: number, progress: (progress: RehearsalProgress) => void): Report {
    const shares = new Map<string, number>();
    return (run, share, at) => {
        shares.set(run, share);
        const done = [...shares.values()];
        progress({
            runs,
            runsDone: done.filter((one) => one === 1).length,
            share: done.reduce((sum, one) => sum + one, 0) / runs,
            ...at,
        });
    };
}
