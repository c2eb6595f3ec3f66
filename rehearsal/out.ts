import { join } from "node:path";

import { requireFolderOfEvidence } from "../evidence/directory";
import type { RehearsalRequest } from "./types";

/** Where the evidence of an arm goes: a folder per arm; undefined when nobody wants it. */
export function outOf({ out }: Pick<RehearsalRequest, "out">, arm: string): string | undefined {
    // A comma in a name is asking for trouble in a shell.
    return out === undefined ? undefined : join(out, arm.replaceAll(",", "+"));
}

/** Throws an EvidenceError when the directory holds anything else: before the runs, not after. */
export async function requireUsableOut({ out }: Pick<RehearsalRequest, "out">): Promise<void> {
    if (out !== undefined) {
        await requireFolderOfEvidence(out);
    }
}
