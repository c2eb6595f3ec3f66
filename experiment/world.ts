import type { DistributionSeries, Evidence, EventRecord, Series } from "../evidence/evidence";
import type { StoredResults } from "../live/results/read";
import type { ObservedShop } from "../live/snapshot/observe";
import type { Look } from "./senses/look";
import type { MonitorSaying } from "./senses/monitors";

/**
 * Where an incident is played and undone: a stack of a Pulumi project on a cluster, or the same
 * plans applied on a range. Everything else about an experiment is the same for both. Times are the
 * shop's, in seconds since the epoch: on a range that goes ten times as fast, so does this clock.
 */
export interface World {
    /** Whose figures these are: a range's pods and users are simulated. */
    readonly origin: Evidence["origin"];
    /** The healthy shop with fixes in force, `none` or a list; resolves when it is applied. */
    readonly prepare: (remediation: string) => Promise<void>;
    /** Adds the incident; resolves when its load has started. */
    readonly inject: (remediation: string) => Promise<void>;
    /** Back to the healthy shop without fixes, whatever there is of either. Never refused. */
    readonly recover: () => Promise<void>;
    /** All that a snapshot is made of and compared with. */
    readonly observe: () => Promise<ObservedShop>;
    /** Begins to watch; rejects when nobody answers. */
    readonly watch: () => Promise<Watching>;
    /** Undefined: none is known. */
    readonly account: DatadogAccount | undefined;
    readonly results: () => Promise<StoredResults>;
    /** Why nobody there will ever answer again, a sentence; undefined: somebody may. */
    readonly gone: () => string | undefined;
    /** How late it is in the shop. */
    readonly now: () => number;
    /** The shop's time of a moment that a client calls `seconds` since the epoch. */
    readonly dated: (seconds: number) => number;
    /** Seconds of the shop; rejects when the signal is aborted. */
    readonly sleep: (seconds: number, signal?: AbortSignal) => Promise<void>;
}

/** Throws where whatever is waited for will never come. */
export function requireThere({ gone }: Pick<World, "gone">): void {
    const why = gone();
    if (why !== undefined) {
        throw new Error(why);
    }
}

/** A Datadog account, or what a range has in its place. Rejects when it does not answer. */
export interface DatadogAccount {
    /** What monitors say now. */
    readonly monitors: () => Promise<readonly MonitorSaying[]>;
    /** What it has of a time of the shop. */
    readonly series: (from: number, until: number) => Promise<readonly Series[]>;
    readonly events: (from: number, until: number) => Promise<readonly EventRecord[]>;
}

/** A shop that is being watched. */
export interface Watching {
    /** What can be seen at a glance, every few seconds, and what was told since the last time. */
    readonly look: () => Promise<Look>;
    /** Ends it, whether anybody answers or not; what it has of the time since. */
    readonly end: (since: number) => Promise<Watched>;
}

/** What is not told at a glance. */
export interface Watched {
    /** What Kubernetes recorded. */
    readonly events: readonly EventRecord[];
    /** Of the front-end's own metrics, as the agent makes them. */
    readonly series: readonly Series[];
    readonly distributions: readonly DistributionSeries[];
    /** Sources that are missing, a sentence each. */
    readonly missing: readonly string[];
}
