import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { ResultFile } from "./decode";

/** Writes the files into the directory, which is made if need be. */
export function writeResults(directory: string, files: readonly ResultFile[]): void {
    mkdirSync(directory, { recursive: true });
    for (const { name, content } of files) {
        writeFileSync(join(directory, name), content);
    }
}
