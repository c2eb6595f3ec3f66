import { existsSync, readFileSync } from "node:fs";

import { type GeneratedKind, leftovers, pathOf } from "../../pages/generated";
import type { Missing } from "./incident";

/** Generated files that are not there, not as the code has them today, or of nothing any more. */
export async function missingOfGenerated(kind: GeneratedKind): Promise<readonly Missing[]> {
    const stale = await Promise.all(
        kind.files.map(async ({ file, text }): Promise<readonly Missing[]> => {
            const path = pathOf(file);
            if (!existsSync(path)) {
                return [{ where: file, what: `there is no such file; ${kind.command} writes it` }];
            }
            return readFileSync(path, "utf8") === (await text())
                ? []
                : [{ where: file, what: `is not what the code says today; ${kind.command}` }];
        }),
    );
    const gone = leftovers(kind).map((file) => ({
        where: file,
        what: `belongs to nothing any more; ${kind.command} removes it`,
    }));
    return [...stale.flat(), ...gone];
}
