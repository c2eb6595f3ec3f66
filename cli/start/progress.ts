import { MultiBar, Presets } from "cli-progress";

import type { ArmStanding, RehearsalProgress } from "../../rehearsal/types";
import { leadHeads } from "../../report/arms/armsColumns";
import { armTitle } from "../../report/arms/armTitle";
import { valueText } from "../../report/figureText";
import { verdictText } from "../../report/judgement";
import { runFigures } from "../../report/arms/figures";
import type { LeadFigure } from "../../verdict/fixWorth";

export interface ProgressBar {
    readonly update: (progress: RehearsalProgress) => void;
    /** May be called more than once. */
    readonly stop: () => void;
}

type ProgressStream = NodeJS.WritableStream & {
    readonly isTTY?: boolean;
    /** Lines of the terminal. */
    readonly rows?: number;
};

/**
 * Says how far a rehearsal is, never on the stream that its results go to: on a terminal a bar, and
 * under it what is known of each fix so far; a line for every quarter elsewhere.
 */
export function progressOn(stream: ProgressStream, say: Pick<Console, "error">): ProgressBar {
    return stream.isTTY === true ? liveBar(stream) : sparseLines(say);
}

function liveBar(stream: ProgressStream): ProgressBar {
    const bars = new MultiBar(
        {
            stream,
            format: "Simulating {bar} {percentage} %  run {run} of {runs}{figure}",
            barsize: 16,
            hideCursor: true,
            clearOnComplete: true,
            stopOnComplete: false,
        },
        Presets.shades_classic,
    );
    const lines = new Map<string, ReturnType<MultiBar["create"]>>();
    /** A line below the others, or what is new of it. */
    const show = (id: string, share: number, payload: object, options = {}): void => {
        const line = lines.get(id);
        if (line === undefined) {
            lines.set(id, bars.create(100, share, payload, options));
        } else {
            line.update(share, payload);
        }
    };
    return {
        update: ({ share, runs, runsDone, lead, standings }) => {
            // Where there are more lines than the terminal has, each drawing scrolls it.
            const hasRoom = standings.length + 2 < (stream.rows ?? Infinity);
            const shown = hasRoom ? standings : [];
            show("all", Math.round(share * 100), {
                run: Math.min(runsDone + 1, runs),
                runs,
                figure: shown.length > 0 ? `  so far, ${leadHeads[lead]}:` : "",
            });
            const width = Math.max(...shown.map(({ arm }) => armTitle(arm).length));
            for (const standing of shown) {
                show(
                    standing.arm,
                    0,
                    { line: lineOf(standing, lead, width) },
                    { format: "{line}" },
                );
            }
        },
        stop: () => {
            bars.stop();
        },
    };
}

function lineOf(standing: ArmStanding, lead: LeadFigure, width: number): string {
    const { arm, value } = standing;
    const kind = runFigures.find(({ id }) => id === lead)?.kind ?? "count";
    const figure = valueText(kind, value ?? undefined).padStart(8);
    return `${armTitle(arm).padEnd(width)}${figure}  ${wordsOf(standing)}`;
}

/** What its runs say so far: `cures, 1 run`, `helps in 2 of 3`. */
function wordsOf({ runsDone, verdict }: ArmStanding): string {
    const runs = runsDone === 1 ? "1 run" : `${runsDone} runs`;
    if (verdict === null) {
        return runsDone === 0 ? "" : runs;
    }
    const text = verdictText(verdict);
    return text === verdict.judgement ? `${text}, ${runs}` : text;
}

function sparseLines(say: Pick<Console, "error">): ProgressBar {
    let quarters = 0;
    return {
        update: ({ share, runs, runsDone }) => {
            const reached = Math.floor(share * 4);
            if (reached > quarters) {
                say.error(`Simulated ${reached * 25} %: ${runsDone} of ${runs} runs done`);
            }
            quarters = reached;
        },
        stop: () => undefined,
    };
}
