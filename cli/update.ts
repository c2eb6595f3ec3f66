import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

import { Argument, program } from "commander";

import {
    type GeneratedKind,
    inventoryKind,
    leftovers,
    pathOf,
    runbookKind,
} from "../pages/generated";
import { updatePicture } from "../pages/updatePicture";
import { run } from "./run";

const kinds = { runbooks: runbookKind, inventory: inventoryKind } as const;

program
    .description("Writes what follows from the code again; git diff shows what has changed.")
    .addArgument(new Argument("<what>").choices([...Object.keys(kinds), "picture"]));

run(async () => {
    program.parse();
    const what = program.processedArgs[0] as keyof typeof kinds | "picture";
    if (what === "picture") {
        await updatePicture();
    } else {
        await write(kinds[what]);
    }
});

async function write(kind: GeneratedKind): Promise<void> {
    for (const { file, text } of kind.files) {
        const path = pathOf(file);
        const content = await text();
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, content);
    }
    const gone = leftovers(kind);
    for (const file of gone) {
        rmSync(pathOf(file));
    }
    const removed = gone.length === 0 ? "" : `, ${gone.join(", ")} removed`;
    console.log(`${kind.files.length} files written${removed}; git diff shows what has changed.`);
}
