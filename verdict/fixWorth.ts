import type { Scenario } from "../scenarios/scenario";
import { fewFailures, type Stretch } from "./course";

/** The figure that an incident is about. */
export type LeadFigure = "requestFailureRatio" | "orderFailureRatio" | "unshippedOrders" | "p95Ms";

/** The first of orders, shipments, slowness and requests that the incident's contract bounds from below. */
export function leadOf({ symptoms }: Pick<Scenario, "symptoms">): LeadFigure {
    const bounded = new Set<string>(
        symptoms
            .filter(({ atLeast, above }) => atLeast !== undefined || above !== undefined)
            .map(({ figure }) => figure),
    );
    for (const figure of ["orderFailureRatio", "unshippedOrders"] as const) {
        if (bounded.has(figure)) {
            return figure;
        }
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
 * Less is no harm that a fix could take away: one request in two hundred, a shop that is fast, or a
 * queue as it may stand for the second that a reader takes for its work.
 */
const leastHarm: Readonly<Record<LeadFigure, number>> = {
    requestFailureRatio: 0.005,
    orderFailureRatio: 0.005,
    unshippedOrders: 5,
    p95Ms: normalMilliseconds,
};

/**
 * Judges a fix by one run with it and one without it, of the same seed and over the same time.
 * What still has the front-end killed is no cure, however few requests it costs. Undefined where
 * there is no harm with the fix nor without it, or nothing to measure it by.
 */
export function worthOf(
    lead: LeadFigure,
    withFix: Stretch,
    withoutFix: Stretch,
): Worth | undefined {
    const [value, before] = [withFix[lead], withoutFix[lead]];
    if (before === null) {
        return undefined;
    }
    if (value === null) {
        // Nobody got through any more, where somebody did without it.
        return "makes it worse";
    }
    if (before < leastHarm[lead]) {
        return value < Math.max(leastHarm[lead], 2 * before) ? undefined : "makes it worse";
    }
    const gone = (before - value) / before;
    if (isCure(lead, value, gone, withFix)) {
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

function isCure(
    lead: LeadFigure,
    value: number,
    gone: number,
    { requestFailureRatio }: Stretch,
): boolean {
    // A fast answer that says no is no cure of slowness.
    return lead === "p95Ms"
        ? value < normalMilliseconds && (requestFailureRatio ?? 1) < fewFailures
        : gone >= cure;
}

/** What a fix is worth over several seeds; in how many of them it cures, and at least helps. */
export interface FixVerdict {
    readonly judgement: Worth | "helps sometimes" | "comes too late" | "nobody is told" | "no harm";
    readonly cured: number;
    /** The cured ones among them. */
    readonly helped: number;
    /** Runs in which there was something to be helped with. */
    readonly seeds: number;
}

/** Why a fix never came: it would have been after the load, or no monitor told anybody. */
export type NeverCame = "comes too late" | "nobody is told";

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
 * Seeds without harm have no say, unless there is no other.
 */
export function verdictOf(worths: readonly (Worth | NeverCame | undefined)[]): FixVerdict {
    const harmed = worths.filter((worth) => worth !== undefined);
    const known = harmed.filter(isWorth);
    const cured = known.filter((worth) => worth === "cures").length;
    const helped = cured + known.filter((worth) => worth === "helps").length;
    const counts = { cured, helped, seeds: harmed.length };
    if (known.length === 0) {
        return { judgement: harmed.find((worth) => !isWorth(worth)) ?? "no harm", ...counts };
    }
    if (helped === harmed.length) {
        return { judgement: cured === helped ? "cures" : "helps", ...counts };
    }
    if (helped > 0) {
        return { judgement: "helps sometimes", ...counts };
    }
    const sorted = known.map((worth) => ranks.indexOf(worth)).sort((a, b) => a - b);
    return { judgement: ranks[sorted[sorted.length >> 1] ?? 0] ?? "does nothing", ...counts };
}

function isWorth(worth: Worth | NeverCame): worth is Worth {
    return worth !== "comes too late" && worth !== "nobody is told";
}
