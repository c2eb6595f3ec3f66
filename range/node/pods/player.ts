/** Who plays a pod: the simulation, or a process of this machine. */
import type { PodView } from "./containerView";

export interface Player {
    view(): PodView;
    /** Its deletion is asked for: it ends within that many seconds. */
    end(graceSeconds: number): void;
    /** It ends now. */
    kill(): void;
    /** Nothing of it runs any more, and nothing will. */
    readonly isGone: boolean;
    /** The node has forgotten the pod. */
    forget(): void;
}
