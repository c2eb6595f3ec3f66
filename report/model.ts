import type { FailureReason } from "../evidence/evidence";
import type { FixUse } from "../scenarios/scenario";
import type { FixVerdict, LeadFigure } from "../verdict/fixWorth";
import type { MonitorState } from "../datadog/monitors/states";
import type { FailurePanel, Panel, TimeRange } from "./plots/panel";

/*
 * What a report says, whatever it is written as: the terminal's summary, the page and the JSON all
 * come from this, so that they cannot disagree.
 */

/** How a figure's values are written. */
export type FigureKind =
    "count" | "ratio" | "milliseconds" | "seconds" | "perSecond" | "cores" | "bytes" | "dollars";

/** Differences from the runs without a fix, run by run. */
export interface Difference {
    /** Of seeds the median, smallest and largest; of repetitions the mean and its interval. */
    readonly estimate: number;
    readonly low: number;
    readonly high: number;
    /** Whether that is hardly chance, and then which way. */
    readonly direction: "better" | "worse" | "unclear";
}

/** One figure of one arm. */
export interface FigureCell {
    /** Median over the seeds; undefined where it does not exist, like a scale-out without autoscaler. */
    readonly value: number | undefined;
    /** Smallest and largest of the seeds. */
    readonly range: readonly [low: number, high: number] | undefined;
    /** Undefined in the arm without a fix, and where there is nothing to compare. */
    readonly effect: Difference | undefined;
}

export interface Figure {
    readonly id: string;
    /** Starts a line of the table. */
    readonly label: string;
    readonly kind: FigureKind;
    /** Which way is good; undefined for what is only told, like cost. */
    readonly better: "lower" | "higher" | undefined;
    /** By arm. */
    readonly cells: Readonly<Record<string, FigureCell>>;
}

/** One line of the symptom contract. */
export interface SymptomRow {
    readonly text: string;
    readonly meaning: string;
    readonly cells: Readonly<Record<string, SymptomCell>>;
}

export interface SymptomCell {
    /** Median of the seeds, as people read it. */
    readonly value: string;
    /** How many of the seeds' runs show the symptom. */
    readonly metSeeds: number;
    readonly seeds: number;
}

/** Who was harmed under an arm: medians over the seeds; reasons are those of the middle run. */
export interface ArmHarm {
    readonly requests: number;
    readonly failedRequests: number;
    readonly users: number;
    /** Users to whom a request failed or took over a second; undefined where that is not known. */
    readonly usersHit: number | undefined;
    /** Undefined where nobody ordered. */
    readonly failedOrders: number | undefined;
    /** Paid, and in the queue when the load is over; undefined also where nobody looks at the queue. */
    readonly unshippedOrders: number | undefined;
    readonly dollarsAtRisk: number | undefined;
    readonly byReason: Readonly<Record<FailureReason, number>>;
    /** Shares of all requests, 0 to 1. */
    readonly shareByReason: Readonly<Record<FailureReason, number>>;
}

export interface MonitorSpan {
    /** Seconds since the first user started. */
    readonly from: number;
    readonly until: number;
    readonly state: MonitorState;
}

export interface ArmMonitor {
    readonly id: string;
    readonly title: string;
    /** Whether the incident's contract says that it fires. */
    readonly isExpected: boolean;
    readonly spans: readonly MonitorSpan[];
    /** From the first harm; negative: before it. Undefined: it never alerted. */
    readonly secondsToDetect: number | undefined;
    readonly flaps: number;
}

/** What the monitors would have said under an arm. */
export interface MonitorReport {
    readonly rows: readonly ArmMonitor[];
    readonly first: { readonly id: string; readonly seconds: number } | undefined;
    /** It told although the fix spared the users, but for the first moments of the load. */
    readonly isFalseAlarm: boolean;
}

/** That the node could not carry an arm: what it lacked. */
export interface Shortage {
    /** Its seeds' mean share of the load's time in which more CPU was wanted than there was. */
    readonly saturatedShare: number;
    /** Pods that no node had room for, in the worst seed. */
    readonly podsPending: number;
    /** In how many seeds there was no load: its pod, or the shop, found no room. */
    readonly seedsWithoutLoad: number;
    /** One sentence of it all. */
    readonly text: string;
}

/** One seed of a fix: the figure that the incident is about, with and without it. */
export interface FixSeed {
    readonly seed: number;
    readonly value: number;
    readonly without: number;
    /** As verdict/fixWorth.ts says it; or why the fix never came. */
    readonly worth: string;
}

/** What a fix did, from when it came to the end of the load. */
export interface ArmFix {
    readonly moment: string;
    readonly verdict: FixVerdict;
    readonly seeds: readonly FixSeed[];
    /** Medians over the seeds of the figure that the incident is about; undefined: no requests. */
    readonly value: number | undefined;
    readonly without: number | undefined;
    /** When it came, in seconds after the first user: median; undefined: it never did. */
    readonly atSeconds: number | undefined;
    /** The same of the seed that is shown. */
    readonly shownAtSeconds: number | undefined;
    /** From the fix until users were served well for good: median of the seeds in which they were. */
    readonly servedWellSeconds: number | undefined;
    readonly servedWellSeeds: number;
}

/** One front-end pod of the shown seed. */
export interface PodRow {
    readonly pod: string;
    readonly requests: number;
    /** Of all requests, and of its CPU limit: 0 to 1. */
    readonly share: number;
    readonly cpuOfLimit: number | undefined;
    readonly throttled: number | undefined;
}

export interface Arm {
    /** `none`, or like `hpa,limits@detection`. */
    readonly id: string;
    /** Undefined for none. */
    readonly fix: ArmFix | undefined;
    /** From the fix on, the busiest first; empty where they are not told apart. */
    readonly pods: readonly PodRow[];
    readonly harm: ArmHarm;
    /** Undefined where the node had CPU for all. */
    readonly shortage: Shortage | undefined;
    /** Undefined where monitors were not tried. */
    readonly monitors: MonitorReport | undefined;
}

export interface AcceptedFix {
    readonly action: string;
    readonly why: string;
    readonly serves: readonly FixUse[];
    /** The setting that applies it; undefined: there is none. */
    readonly remediation?: string;
}

/** Whose figures these are. */
export interface Source {
    /** Stands beside every heading and in every picture. */
    readonly tag: "simulated" | "measured";
    /** What a run of an arm is called: of a simulation by its seed, of an experiment by its turn. */
    readonly run: "seed" | "repetition";
    /** That every arm was played with; those on which seeds differ have more. */
    readonly all: readonly number[];
    /** The one of the plots, the pods and the monitors: the nearest to the medians. */
    readonly shown: number;
}

/** What reports on a rehearsal and on an experiment have alike. */
export interface ReportBody {
    readonly source: Source;
    readonly incident: { readonly id: string; readonly title: string; readonly summary: string };
    readonly load: {
        readonly users: number;
        /**
         * Of a load that finds the number of its users by itself: what it held without a fix, in
         * the seeds with the fewest and with the most; undefined: all of them came.
         */
        readonly held?: readonly [low: number, high: number];
        readonly spawnRate: number;
        readonly durationSeconds: number;
    };
    readonly arms: readonly Arm[];
    /** The figure that the incident is about, by id. */
    readonly lead: LeadFigure;
    readonly figures: readonly Figure[];
    readonly contract: readonly SymptomRow[];
    /** What the incident's record accepts as a fix, whether or not it was tried. */
    readonly fixes: readonly AcceptedFix[];
    readonly range: TimeRange;
    readonly panels: readonly Panel[];
    /** Failures by reason over time, per arm. */
    readonly failures: readonly FailurePanel[];
}

/** The report on a rehearsal. */
export interface ReportModel extends ReportBody {
    readonly simulation: {
        readonly hostSpeed: string;
        readonly nodeCpus: number;
        readonly probes: string;
    };
    /** Makes this report again. */
    readonly command: string;
}
