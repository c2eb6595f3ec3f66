import { join } from "node:path";

/** Where the inventory of a cell is checked in. */
export function inventoryFile(name: string): string {
    return join(__dirname, "..", "test", "unit", "program", "inventory", `${name}.txt`);
}
