import { Argument } from "commander";
import pico from "picocolors";

import { scenarios } from "../scenarios/registry";
import { houseCommand } from "./houseCommand";
import type { Missing } from "./missing/incident";
import { run } from "./run";

const program = houseCommand(
    "npm run missing",
    "Says what is still missing of an incident, a setting, a monitor or a fix while one adds it.",
)
    .addArgument(new Argument("[incident]", "that one alone").choices(Object.keys(scenarios)))
    .addHelpText("after", "\nHow to add each, file by file: docs/contributing.md");

run(async () => {
    program.parse();
    const [only] = program.processedArgs as readonly (string | undefined)[];
    // Before anything that takes time: loading the program.
    console.error("Looking at records, settings, monitors and generated files …");
    const found = await missing(only);
    for (const [part, some] of found) {
        console.log(pico.bold(part));
        for (const { where, what } of some) {
            console.log(`  ${pico.red("✘")} ${where}: ${what}`);
        }
    }
    if (found.length > 0) {
        process.exitCode = 1;
        return;
    }
    const of = only === undefined ? "" : ` -- ${only}`;
    console.log("Nothing is missing. What only runs can tell:");
    console.log(`  npm run monitors${of}`);
    console.log(`  npm start${of}`);
    console.log("  npm test && npm run test:thorough");
});

/** What is missing, by what it is missing of; parts that lack nothing are left out. */
async function missing(
    only: string | undefined,
): Promise<readonly (readonly [string, readonly Missing[]])[]> {
    const { inventoryKind, runbookKind } = await import("../pages/generated.js");
    const { missingOfGenerated } = await import("./missing/generated.js");
    const { missingOfIncident } = await import("./missing/incident.js");
    const { missingOfMonitors } = await import("./missing/monitors.js");
    const { missingOfSettings } = await import("./missing/settings.js");
    const incidents = Object.values(scenarios)
        .filter(({ id }) => only === undefined || id === only)
        .map((one) => [`incident ${one.id}`, missingOfIncident(one, scenarios)] as const);
    const pages = [
        ...(await missingOfGenerated(runbookKind)),
        ...(await missingOfGenerated(inventoryKind)),
    ];
    const rest: readonly (readonly [string, readonly Missing[]])[] = [
        ["settings", missingOfSettings(scenarios)],
        ["monitors", missingOfMonitors(scenarios)],
        ["generated files", pages],
    ];
    return [...incidents, ...rest].filter(([, some]) => some.length > 0);
}
