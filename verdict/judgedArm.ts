/** What runs have shown, whoever has played them. */
import type { ContractVerdict } from "./contract";
import type { Stretch } from "./course";
import type { RunFigures } from "./figures";
import type { FixVerdict, NeverCame, Worth } from "./fixWorth";
import type { Harm } from "./harm";
import type { NodeUse } from "./nodeUse";
import type { PodLoad } from "./podLoads";
import type { Recovery } from "./recovery";

/** What one run has shown, by itself. */
export interface RunResult {
    readonly seed: number;
    readonly figures: RunFigures;
    readonly contract: ContractVerdict;
    readonly recovery: Recovery;
    readonly harm: Harm;
    readonly node: NodeUse | null;
    /** The front-end's pods from the fix to the end of the load, the busiest first. */
    readonly pods: readonly PodLoad[];
}

/** What a fix changed in one run, from when it came to the end of the load. */
export interface FixResult {
    /** Seconds after the first user, 0 where it was there; null: it never came. */
    readonly atSeconds: number | null;
    /** Why it never came: then the run is the one without it. */
    readonly neverCame: NeverCame | null;
    readonly withFix: Stretch;
    /** The run of the same seed without it, over the same time. */
    readonly withoutFix: Stretch;
    /** From the fix until users were served well for good; null: not while there was load. */
    readonly servedWellSeconds: number | null;
    /** Null where there was no harm. */
    readonly worth: Worth | null;
}

/** One run of an arm; without a fix there is nothing to be said of one. */
export interface SeedResult extends RunResult {
    readonly fix: FixResult | null;
}

/** An arm as its runs have shown it. */
export interface JudgedArm {
    /** `none`, or like `hpa,limits@detection`. */
    readonly id: string;
    readonly remediation: string;
    /** `before`, `start`, `detection` or like `2m`; null where there is no fix. */
    readonly fixAt: string | null;
    readonly seeds: readonly SeedResult[];
    /** Median over the seeds of each figure. */
    readonly median: RunFigures;
    /** What the fix is worth; null without one. */
    readonly verdict: FixVerdict | null;
}
