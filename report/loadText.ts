import type { ReportModel } from "./model";
import { count, elapsed } from "./numbers";

/** How many users there were, and how long. */
export function loadText({ users, held, spawnRate, durationSeconds }: ReportModel["load"]): string {
    const lasting = `for ${elapsed(durationSeconds)}`;
    if (held === undefined) {
        return `${count(users)} users, ${spawnRate} a second, ${lasting}`;
    }
    const [low, high] = held.map(count);
    const taken = low === high ? `${low}` : `${low} to ${high}`;
    return (
        `as many users as keep the shop slow, ${taken} of at most ${count(users)}, ${lasting}; ` +
        "with a fix no more than without"
    );
}
