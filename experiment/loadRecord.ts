import { decodeResults } from "../live/results/decode";
import { lookSeconds } from "./record/recorder";
import { type LoadRecord, loadRecordOf } from "./record/requests";
import type { World } from "./world";

/** Locust's results are there a few seconds after the Job's end. */
const resultSeconds = 60;

/**
 * What a load has left; undefined: nothing in time.
 * @param since when it was injected: what an earlier one left does not count
 */
export async function awaitLoadRecord(
    world: Pick<World, "now" | "dated" | "results" | "sleep" | "gone">,
    since: number,
): Promise<LoadRecord | undefined> {
    const until = world.now() + resultSeconds;
    for (;;) {
        const stored = await world.results().catch(() => undefined);
        const { files } = decodeResults(stored?.configMaps ?? []);
        const load = loadRecordOf(files, world.dated);
        if (load !== undefined && load.endedAt > since) {
            return load;
        }
        if (world.now() > until || world.gone() !== undefined) {
            return undefined;
        }
        await world.sleep(lookSeconds);
    }
}
