/** A folder for one test, in which ranges also keep their state. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export async function inTemporaryFolder(
    work: (folder: string) => void | Promise<void>,
): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), "range-"));
    const before = process.env.XDG_STATE_HOME;
    process.env.XDG_STATE_HOME = join(folder, "state");
    try {
        await work(folder);
    } finally {
        if (before === undefined) {
            delete process.env.XDG_STATE_HOME;
        } else {
            process.env.XDG_STATE_HOME = before;
        }
        rmSync(folder, { recursive: true, force: true });
    }
}
