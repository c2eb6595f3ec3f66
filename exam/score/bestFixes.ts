/** What the record's own fixes are worth, simulated: the best of them stand beside a score. */
import { formatDuration } from "../../components/settings/duration";
import { plansOf } from "../../rehearsal/plans";
import { rehearse } from "../../rehearsal/rehearsal";
import type { Fix, FixUse } from "../../scenarios/scenario";
import { median } from "../../verdict/chance";
import { isWithin, type Play, type Prevention, type Response } from "./play";
import { played, type Stage } from "./stage";

/** A fix that can be played. */
type PlayableFix = Fix & { readonly remediation: string };

/** In the record's order, the best first. */
export function playableFixes(fixes: readonly Fix[], use: FixUse): readonly PlayableFix[] {
    return fixes.filter(
        (fix): fix is PlayableFix => fix.serves.includes(use) && fix.remediation !== undefined,
    );
}

/**
 * The first fix that prevents in every play; where none does, the one that does in most of them, or
 * else spares users the incident in most.
 */
export async function bestPrevention(stage: Stage): Promise<Prevention | null> {
    let best: Prevention | null = null;
    for (const fix of playableFixes(stage.truth.acceptedFixes, "prevention")) {
        const plans = await plansOf(stage.request, fix.remediation);
        const one = await played(stage, fix.action, plans);
        if (best === null || merit(one) > merit(best)) {
            best = one;
        }
        if (best.plays.length > 0 && best.plays.every(isWithin)) {
            break;
        }
    }
    return best;
}

/** Plays within the SLOs before plays without the incident. */
function merit({ plays }: Prevention): number {
    const count = (holds: (play: Play) => boolean): number => plays.filter(holds).length;
    return count(isWithin) * (plays.length + 1) + count(({ hasSymptoms }) => !hasSymptoms);
}

/** A median needs no more. */
const responseSeeds = [1, 2, 3] as const;

/** Until a monitor has told, somebody has acted, and pods have become ready. */
const responseSeconds = 900;

/** The first fix with which users are served again; where none does it, the first. */
export async function bestResponse(stage: Stage): Promise<Response | null> {
    let first: Response | null = null;
    for (const fix of playableFixes(stage.truth.acceptedFixes, "response")) {
        const one = await responseWith(stage, fix);
        if (one.seconds !== null) {
            return one;
        }
        first ??= one;
    }
    return first;
}

async function responseWith({ request }: Stage, fix: PlayableFix): Promise<Response> {
    const { result } = await rehearse({
        ...request,
        arms: ["none", fix.remediation],
        fixAt: ["detection"],
        seeds: responseSeeds,
        settings: { ...request.settings, duration: formatDuration(responseSeconds) },
    });
    const seconds = (result.arms[1]?.seeds ?? []).map(({ fix: done }) =>
        typeof done?.servedWellSeconds !== "number" || done.atSeconds === null
            ? Infinity
            : done.atSeconds + done.servedWellSeconds,
    );
    const middle = seconds.length === 0 ? Infinity : median(seconds);
    return { text: fix.action, seconds: Number.isFinite(middle) ? middle : null };
}
