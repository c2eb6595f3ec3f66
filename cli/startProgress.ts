import { Presets, SingleBar } from "cli-progress";

import { armTitle } from "../report/armTitle";
import type { RehearsalProgress } from "../rehearsal/types";

export interface ProgressBar {
    readonly update: (progress: RehearsalProgress) => void;
    /** May be called more than once. */
    readonly stop: () => void;
}

type ProgressStream = NodeJS.WritableStream & { readonly isTTY?: boolean };

/**
 * Says how far a rehearsal is, never on the stream that its results go to: a bar on a terminal,
 * a line for every quarter elsewhere.
 */
export function progressOn(stream: ProgressStream, say: Pick<Console, "error">): ProgressBar {
    return stream.isTTY === true ? liveBar(stream) : sparseLines(say);
}

function liveBar(stream: ProgressStream): ProgressBar {
    const bar = new SingleBar(
        {
            stream,
            format: "Simulating {bar} {percentage} %  run {run} of {runs}  {what}",
            barsize: 24,
            hideCursor: true,
            clearOnComplete: true,
            stopOnComplete: false,
        },
        Presets.shades_classic,
    );
    let isStarted = false;
    return {
        update: ({ share, runs, runsDone, arm, seed }) => {
            const what = `${armTitle(arm)}, seed ${seed}`;
            const payload = { run: Math.min(runsDone + 1, runs), runs, what };
            if (isStarted) {
                bar.update(Math.round(share * 100), payload);
            } else {
                bar.start(100, Math.round(share * 100), payload);
                isStarted = true;
            }
        },
        stop: () => {
            bar.stop();
        },
    };
}

function sparseLines(say: Pick<Console, "error">): ProgressBar {
    let quarters = 0;
    return {
        update: ({ share, runs, runsDone }) => {
            const reached = Math.floor(share * 4);
            if (reached > quarters) {
                quarters = reached;
                say.error(`Simulated ${reached * 25} %: ${runsDone} of ${runs} runs done`);
            }
        },
        stop: () => undefined,
    };
}
