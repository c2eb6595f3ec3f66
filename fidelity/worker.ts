import type { SimulatedFigures } from "./figures";
import { play } from "./playRun";
import type { PlayTask } from "./pool";

/** What a thread of the pool does; piscina looks for exactly this export. */
function perform({ incident, conditions, seed }: PlayTask): SimulatedFigures {
    return play(incident, conditions, seed);
}

export = perform;
