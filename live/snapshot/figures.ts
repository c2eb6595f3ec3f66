import type { FrontEndAnswer } from "./frontEnd";
import { type Restarts, restartsSince } from "./health";
import type { Observation } from "./observe";

/** How the shop is doing, in figures. */
export interface Figures {
    readonly podsReady: number;
    readonly podsWanted: number;
    readonly frontEnd: FrontEndAnswer;
    /** By Deployment. They tell a story, but a shop that was restarted is whole. */
    readonly restarts: Restarts;
    /** Pods that were not there before; those they replaced took their restarts with them. */
    readonly newPods: number;
}

/** The figures, restarts counted from those that there were before. */
export function figuresOf(
    { pods, frontEnd, restarts }: Observation,
    restartsBefore: Restarts,
): Figures {
    return {
        podsReady: sum(pods.map(({ ready, wanted }) => Math.min(ready, wanted))),
        podsWanted: sum(pods.map(({ wanted }) => wanted)),
        frontEnd,
        restarts: restartsSince(restartsBefore, restarts),
        newPods: Object.keys(restarts).filter((pod) => !(pod in restartsBefore)).length,
    };
}

function sum(numbers: readonly number[]): number {
    return numbers.reduce((total, number) => total + number, 0);
}
