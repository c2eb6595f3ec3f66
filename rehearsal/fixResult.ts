import { type Course, servedWellAfter, stretchFrom } from "../verdict/course";
import {
    type FixVerdict,
    type LeadFigure,
    type NeverCame,
    verdictOf,
    worthOf,
} from "../verdict/fixWorth";
import type { FixResult } from "../verdict/judgedArm";
import type { ArmKey } from "./moment";
import type { RunOutcome } from "./run";

/** One run of an arm. */
export interface Played {
    readonly outcome: RunOutcome;
    /** When the fix came, in seconds after the first user; or why it never did. */
    readonly fixSeconds: number | NeverCame;
}

/** What an arm is, and its runs by seed. */
export interface ArmRuns {
    readonly key: ArmKey;
    readonly runs: ReadonlyMap<number, Played>;
}

/** What the fix changed in each run of which there is one without it; empty where there is no fix. */
export function fixResults(
    reference: ArmRuns,
    { key, runs }: ArmRuns,
    lead: LeadFigure,
): ReadonlyMap<number, FixResult> {
    const results = new Map<number, FixResult>();
    for (const [seed, { outcome, fixSeconds }] of key.moment === null ? [] : runs) {
        const without = reference.runs.get(seed);
        if (without !== undefined) {
            const { course } = without.outcome;
            results.set(seed, fixResult(course, outcome.course, fixSeconds, lead));
        }
    }
    return results;
}

/** What a fix was worth over its runs; null where there is none. */
export function fixVerdict(fixes: ReadonlyMap<number, FixResult>): FixVerdict | null {
    const worths = [...fixes.values()].map(({ worth, neverCame }) => neverCame ?? worth);
    return worths.length === 0 ? null : verdictOf(worths.map((worth) => worth ?? undefined));
}

/**
 * What the fix changed in one run, beside one without it.
 * @param fixSeconds when it came, in seconds after the first user; or why it never did
 */
export function fixResult(
    without: Course,
    course: Course,
    fixSeconds: number | NeverCame,
    lead: LeadFigure,
): FixResult {
    const came = typeof fixSeconds === "number";
    const from = came ? fixSeconds : 0;
    const withFix = stretchFrom(course, from);
    const withoutFix = stretchFrom(without, from);
    return {
        atSeconds: came ? fixSeconds : null,
        neverCame: came ? null : fixSeconds,
        withFix,
        withoutFix,
        servedWellSeconds: came ? servedWellAfter(course, from) : null,
        worth: came ? (worthOf(lead, withFix, withoutFix) ?? null) : null,
    };
}
