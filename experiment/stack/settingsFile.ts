/** A stack's settings with others in their place, in a file of their own. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { parseDocument } from "yaml";

import { projectName } from "../../components/settings/declaration";
import type { Values } from "./engine";

/**
 * `-c` would write into the user's own file, and stay there when the process is killed. So the
 * engine reads a copy: whatever happens, the stack's own settings never name the incident.
 */
export async function withSettings<T>(
    folder: string,
    stack: string,
    values: Values,
    use: (file: string) => Promise<T>,
): Promise<T> {
    const name = `Pulumi.${stack}.yaml`;
    const own = join(folder, name);
    const document = parseDocument(existsSync(own) ? readFileSync(own, "utf8") : "{}");
    for (const [key, value] of Object.entries(values)) {
        document.setIn(["config", `${projectName}:${key}`], value);
    }
    // For its owner alone: secrets are encrypted in it, but the salt is there as well.
    const place = mkdtempSync(join(tmpdir(), "sock-shop-settings-"));
    try {
        const file = join(place, name);
        writeFileSync(file, document.toString(), { mode: 0o600 });
        return await use(file);
    } finally {
        rmSync(place, { recursive: true, force: true });
    }
}
