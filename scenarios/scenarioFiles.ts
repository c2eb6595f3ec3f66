import { loadFiles } from "./load/files";
import { mix } from "./load/mixes";
import type { Scenario } from "./scenario";

/**
 * The files of an incident's load run, by the name under which Locust finds them. No name and no
 * content tells which incident it is.
 */
export function scenarioFiles({ load }: Scenario): Readonly<Record<string, string>> {
    return loadFiles(mix(load.mix), load.level);
}
