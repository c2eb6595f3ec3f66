/** A folder for one test, in which ranges also keep their state. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { useEnvironment } from "../../support/environment";

export async function inTemporaryFolder(
    work: (folder: string) => void | Promise<void>,
): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), "range-"));
    const restoreEnvironment = useEnvironment({ XDG_STATE_HOME: join(folder, "state") });
    try {
        await work(folder);
    } finally {
        restoreEnvironment();
        rmSync(folder, { recursive: true, force: true });
    }
}
