import { readFileSync } from "node:fs";
import { resolve } from "node:path";

import { loadFiles } from "./load/files";
import { mix } from "./load/mixes";
import type { Scenario } from "./scenario";

/**
 * The files of an incident's load run, by the name under which Locust finds them. No name and no
 * content tells which incident it is.
 */
export function scenarioFiles({ load }: Scenario): Readonly<Record<string, string>> {
    const locustfile = resolve(__dirname, "load", load.locustfile);
    return {
        ...loadFiles(mix(load.mix), load.level),
        "locustfile.py": readFileSync(locustfile, "utf8"),
    };
}
