import { writeFileSync } from "node:fs";

import { run } from "../cli/run";
import { inventoryOf } from "../plan/inventory";
import { renderPlan } from "../plan/render";
import { cells, cellName, inventoryFile } from "./cells";

run(async () => {
    for (const cell of cells) {
        const lines = inventoryOf(await renderPlan({ ...cell }));
        writeFileSync(inventoryFile(cellName(cell)), `${lines.join("\n")}\n`);
    }
    console.log(`${cells.length} inventories written; git diff shows what has changed.`);
});
