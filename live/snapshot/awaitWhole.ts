import type { Verdict } from "./verdict";
import { messageOf } from "../../tools/messageOf";

export interface WaitOptions {
    /** How long to look again; 0 looks once. */
    readonly seconds: number;
    readonly pollSeconds: number;
    /** Told what is still not right, whenever that changes. */
    readonly report: (elapsedSeconds: number, state: string) => void;
    /** Milliseconds of a clock that never goes back. */
    readonly now: () => number;
    readonly sleep: (seconds: number) => Promise<void>;
}

export interface Waited {
    /** The last one. */
    readonly verdict: Verdict;
    /** From the first look to the last. */
    readonly elapsedSeconds: number;
}

/**
 * Looks until the shop is whole or the time is up. A look that fails is one to repeat; rejects
 * with its error only when the last one fails.
 */
export async function awaitWhole(
    look: () => Promise<Verdict>,
    { seconds, pollSeconds, report, now, sleep }: WaitOptions,
): Promise<Waited> {
    const start = now();
    let reported = "";
    for (;;) {
        const result = await attempt(look);
        const elapsedSeconds = Math.round((now() - start) / 1000);
        if ("verdict" in result && (result.verdict.isWhole || elapsedSeconds >= seconds)) {
            return { verdict: result.verdict, elapsedSeconds };
        }
        if ("error" in result && elapsedSeconds >= seconds) {
            throw result.error;
        }
        const state = "verdict" in result ? stateOf(result.verdict) : messageOf(result.error);
        if (state !== reported) {
            report(elapsedSeconds, state);
            reported = state;
        }
        await sleep(pollSeconds);
    }
}

async function attempt(
    look: () => Promise<Verdict>,
): Promise<{ readonly verdict: Verdict } | { readonly error: unknown }> {
    try {
        return { verdict: await look() };
    } catch (error) {
        return { error };
    }
}

/** One line: how much is wrong, and an example. */
function stateOf({ problems, podsReady, podsWanted }: Verdict): string {
    const [first] = problems;
    const example = first === undefined ? "" : `, first: ${first.object} ${first.what}`;
    return `${problems.length} not right, ${podsReady} of ${podsWanted} pods Ready${example}`;
}
