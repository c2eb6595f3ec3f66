import { join } from "node:path";

import { requireFolderOfEvidence, requireReplaceable } from "../evidence/directory";
import type { RehearsalRequest } from "./types";

type Out = Pick<RehearsalRequest, "out" | "arms">;

/** Where the evidence of an arm goes; undefined when nobody wants it. */
export function outOf({ out, arms }: Out, remediation: string): string | undefined {
    // A comma in a name is asking for trouble in a shell.
    const folder = remediation.replaceAll(",", "+");
    return out === undefined || arms.length === 1 ? out : join(out, folder);
}

/** Throws an EvidenceError when the directory holds anything else: before the runs, not after. */
export async function requireUsableOut({ out, arms }: Out): Promise<void> {
    if (out !== undefined) {
        await (arms.length === 1 ? requireReplaceable(out) : requireFolderOfEvidence(out));
    }
}
