import { renameSync, rmSync, writeFileSync } from "node:fs";

/**
 * Puts the content there whole or not at all: whoever looks sees the old file or the new one, and of
 * two processes that do it at once the later one wins. What fails half-way is removed. A process that
 * is killed meanwhile leaves a file that nobody reads, `<file>.partial-<process id>`.
 * @param mode of the file; undefined: as new files have it
 */
export function replaceFile(file: string, content: string | Uint8Array, mode?: number): void {
    const partial = `${file}.partial-${process.pid}`;
    try {
        writeFileSync(partial, content, { mode });
        renameSync(partial, file);
    } catch (error) {
        remove(partial);
        throw error;
    }
}

/** What is told is why the file could not be written, and not that this failed as well. */
function remove(partial: string): void {
    try {
        rmSync(partial, { force: true });
    } catch {
        // Where nothing can be written there is nothing to remove.
    }
}
