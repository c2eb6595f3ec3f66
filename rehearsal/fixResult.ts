import { type Course, servedWellAfter, stretchFrom } from "../verdict/course";
import {
    type FixVerdict,
    type LeadFigure,
    type NeverCame,
    verdictOf,
    worthOf,
} from "../verdict/fixWorth";
import type { FixResult } from "./types";

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
