import type { FrontEndAnswer } from "./frontEnd";
import { type RestartCounts, restartsSince } from "./health";
import type { ObservedShop } from "./observe";

/** How the shop is doing, in figures. */
export interface ShopFigures {
    readonly podsReady: number;
    readonly podsWanted: number;
    readonly frontEnd: FrontEndAnswer;
    /** By Deployment. They tell a story, but a shop that was restarted is whole. */
    readonly restarts: RestartCounts;
    /** Pods that were not there before; those they replaced took their restarts with them. */
    readonly newPods: number;
}

/** The figures, restarts counted from those that there were before. */
export function shopFigures(
    { pods, frontEnd, restarts }: ObservedShop,
    restartsBefore: RestartCounts,
): ShopFigures {
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
