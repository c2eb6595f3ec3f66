import type { World } from "../../experiment/world";
import type { Place } from "../../live/snapshot/place";
import type { Snapshot } from "../../live/snapshot/snapshotFile";
import { interruptedCode } from "../run";

export const exitCodes = { done: 0, notDone: 1, interrupted: interruptedCode } as const;

/** Where an experiment is played. */
export interface Stage {
    readonly world: World;
    readonly place: Place;
    /** Told what recovery is measured by, and each time that the shop is as it was again. */
    readonly onSnapshot?: (snapshot: Snapshot) => void;
    readonly onWhole?: () => void;
    /** What would be left if the process ended now, and what mends it. */
    readonly left?: () => string;
    readonly end: () => Promise<void>;
}
