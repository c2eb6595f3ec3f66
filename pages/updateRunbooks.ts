import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

import { run } from "../cli/run";
import { scenarios } from "../scenarios/registry";
import { monitorsFile, monitorsText, runbookFile, runbookText } from "./runbookFile";

run(async () => {
    const all = Object.values(scenarios);
    for (const scenario of all) {
        const file = runbookFile(scenario.id);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, await runbookText(scenario));
    }
    writeFileSync(monitorsFile, await monitorsText());
    console.log(
        `${all.length} runbooks and docs/monitors.md written; git diff shows what has changed.`,
    );
});
