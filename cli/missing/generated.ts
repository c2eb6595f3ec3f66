import { existsSync, readFileSync } from "node:fs";

import { type GeneratedKind, leftovers, pathOf } from "../../pages/generated";
import type { Missing } from "./incident";

/** Generated files that are not there, not as the code has them today, or of nothing any more. */
export async function missingOfGenerated(kind: GeneratedKind): Promise<readonly Missing[]> {
    const absent = kind.files.filter(({ file }) => !existsSync(pathOf(file)));
    const there = kind.files.filter((one) => !absent.includes(one));
    const texts = await Promise.all(there.map(({ text }) => text()));
    const stale = there.filter(({ file }, at) => readFileSync(pathOf(file), "utf8") !== texts[at]);
    const namesOf = (files: typeof kind.files): readonly string[] => files.map(({ file }) => file);
    const told = (files: readonly string[], what: string): readonly Missing[] =>
        files.length === 0 ? [] : [{ where: listed(files), what: `${what}; ${kind.command}` }];
    return [
        ...told(namesOf(absent), "not there"),
        ...told(namesOf(stale), "not what the code says today"),
        ...told(leftovers(kind), "of nothing any more"),
    ];
}

/** The first names, and how many more: all of them come from one command. */
function listed(files: readonly string[]): string {
    const shown = files.slice(0, 2).join(", ");
    return files.length > 2 ? `${shown} and ${files.length - 2} more` : shown;
}
