/** A range whose parts take the command that has started it to its end when they end. */
import { WorldClock } from "../../range/clock";
import { type Range, type RangeRequest, startRange } from "../../range/range";
import type { End } from "./end";

export interface Start extends Pick<
    RangeRequest,
    "place" | "programs" | "node" | "healthy" | "report"
> {
    /** How many times as fast as the wall's time its own goes. */
    readonly speed: number;
}

/** Starts the range, and gives up when the end comes first. */
export function startUntil(
    end: Pick<End, "come" | "signal">,
    { speed, ...start }: Start,
): Promise<Range> {
    return startRange({
        ...start,
        clock: new WorldClock({ speed }),
        onDeath: (obituary) => {
            end.come(`${obituary}\nThe range cannot go on without it.`);
        },
        onEnd: () => {
            end.come(undefined);
        },
        signal: end.signal,
    });
}
