import type { SimulatedFigures } from "./figures";
import { play } from "./playRun";
import type { PlayTask } from "./pool";

/** What a thread of the pool does; the pool finds it by its name. */
export function perform({ incident, conditions, seed }: PlayTask): SimulatedFigures {
    return play(incident, conditions, seed);
}
