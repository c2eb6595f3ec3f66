import type { Scenario } from "../scenarios/scenario";
import type { Stretch } from "./course";

/** The figure that an incident is about. */
export type LeadFigure = "requestFailureRatio" | "orderFailureRatio" | "p95Ms";

/** The first of these that the incident's contract bounds from below. */
export function leadOf({ symptoms }: Pick<Scenario, "symptoms">): LeadFigure {
    const bounded = new Set<string>(
        symptoms
            .filter(({ atLeast, above }) => atLeast !== undefined || above !== undefined)
            .map(({ figure }) => figure),
    );
    if (bounded.has("orderFailureRatio")) {
        return "orderFailureRatio";
    }
    const isSlow = bounded.has("p95ResponseTimeMs") && !bounded.has("requestFailureRatio");
    return isSlow ? "p95Ms" : "requestFailureRatio";
}

/** What a fix did in one run, from the moment it was there to the end of the load. */
export type Worth = "cures" | "helps" | "hardly helps" | "does nothing" | "makes it worse";

/**
 * Shares of the harm that are gone: nine tenths is a cure, half is a help, less than a tenth either
 * way is what runs differ by anyway. Words for people: the figures stand beside them.
 */
const [cure, help, noticeable] = [0.9, 0.5, 0.1] as const;

/** Below this the shop is as fast as the guides have it without load. */
const normalMilliseconds = 200;

/**
 * Judges a fix by one run with it and one without it, of the same seed and over the same time.
 * What still has the front-end killed is no cure, however few requests it costs. Undefined where
 * there was no harm to take away, or nothing to measure it by.
 */
export function worthOf(
    lead: LeadFigure,
    withFix: Stretch,
    withoutFix: Stretch,
): Worth | undefined {
    const [value, before] = [withFix[lead], withoutFix[lead]];
    if (value === null || before === null || before === 0) {
        return undefined;
    }
    const gone = (before - value) / before;
    const isCured = lead === "p95Ms" ? value < normalMilliseconds : gone >= cure;
    if (isCured && gone > noticeable) {
        return withFix.frontEndRestarts > 0 ? "helps" : "cures";
    }
    if (gone >= help) {
        return "helps";
    }
    if (gone >= noticeable) {
        return "hardly helps";
    }
    return gone > -noticeable ? "does nothing" : "makes it worse";
}

/** What a fix is worth over several seeds; in how many of them it cures, and at least helps. */
export interface FixVerdict {
    readonly judgement: Worth | "helps sometimes" | "comes too late" | "no harm";
    readonly cured: number;
    /** The cured ones among them. */
    readonly helped: number;
    readonly seeds: number;
}

/** From worse to better. */
const ranks: readonly Worth[] = [
    "makes it worse",
    "does nothing",
    "hardly helps",
    "helps",
    "cures",
];

/**
 * Incidents at the edge go one way or the other: then the number of seeds says more than any mean.
 * @param worths of each seed; "late" where the fix would have come after the load.
 */
export function verdictOf(worths: readonly (Worth | "late" | undefined)[]): FixVerdict {
    const known = worths.filter((worth): worth is Worth => worth !== undefined && worth !== "late");
    const cured = known.filter((worth) => worth === "cures").length;
    const helped = cured + known.filter((worth) => worth === "helps").length;
    const counts = { cured, helped, seeds: worths.length };
    if (known.length === 0) {
        const isLate = worths.includes("late");
        return { judgement: isLate ? "comes too late" : "no harm", ...counts };
    }
    if (helped === worths.length) {
        return { judgement: cured === helped ? "cures" : "helps", ...counts };
    }
    if (helped > 0) {
        return { judgement: "helps sometimes", ...counts };
    }
    const sorted = known.map((worth) => ranks.indexOf(worth)).sort((a, b) => a - b);
    return { judgement: ranks[sorted[sorted.length >> 1] ?? 0] ?? "does nothing", ...counts };
}
