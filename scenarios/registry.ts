import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

import type { Scenario } from "./scenario";

/** Incidents by id, in alphabetical order. The keys are the allowed values of `incident`. */
export type ScenarioRegistry = Readonly<Record<string, Scenario>>;

const load = createRequire(__filename);

function scenarioIn(path: string): Scenario {
    const module = load(path) as { readonly scenario?: Scenario };
    if (module.scenario === undefined) {
        throw new Error(`${path} must export its incident as \`scenario\``);
    }
    return module.scenario;
}

/**
 * The incidents of a folder: every file in it is one, so adding an incident is adding a file.
 * Throws when a file exports none, or when a record's id is not the name of its file.
 */
export function registryOf(folder: string): ScenarioRegistry {
    const files = readdirSync(folder).filter((file) => file.endsWith(".ts"));
    const entries = files.sort().map((file): [string, Scenario] => {
        const scenario = scenarioIn(join(folder, file));
        if (`${scenario.id}.ts` !== file) {
            throw new Error(`${join(folder, file)}: its id is "${scenario.id}", not its file name`);
        }
        return [scenario.id, scenario];
    });
    return Object.freeze(Object.fromEntries(entries));
}

export const scenarios = registryOf(join(__dirname, "incidents"));
