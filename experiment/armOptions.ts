/** What an arm is played with, and how it may end. */
import type { Place } from "../live/snapshot/place";
import type { Snapshot } from "../live/snapshot/snapshotFile";

/** How an arm came to its end. */
export type Ending =
    | { readonly kind: "load over" }
    | { readonly kind: "aborted"; readonly why: string }
    | { readonly kind: "interrupted" };

export interface ArmOptions {
    readonly incident: string;
    /** Values of the stack's settings, as text. */
    readonly settings: Readonly<Record<string, string>>;
    readonly place: Place;
    /** Of the healthy shop without fixes: what recovery is measured by. */
    readonly snapshot: Snapshot;
    /** The longest that an arm's load may take, in seconds. */
    readonly capSeconds: number;
    /** Name of a monitor that ends it when it alerts; undefined: none does. */
    readonly abortMonitor?: string;
    readonly report: (line: string) => void;
    /** Told each time that the shop is as it was again. */
    readonly onWhole?: () => void;
    /** Aborted: recover at once. */
    readonly signal: AbortSignal;
}
