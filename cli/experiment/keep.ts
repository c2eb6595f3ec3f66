/** Where the evidence of an experiment lies. */
import { join } from "node:path";

import { writeEvidence } from "../../evidence/write";
import type { ArmRun } from "../../experiment/arm";

/** Writes an arm's evidence into a folder of its own; nothing where there is none. */
export async function keep(run: ArmRun, out: string): Promise<void> {
    if (run.evidence !== undefined) {
        await writeEvidence(join(out, folderOf(run)), run.evidence);
    }
}

/** Like `hpa+limits-2`: fix and repetition. */
export function folderOf({
    remediation,
    repetition,
}: Pick<ArmRun, "remediation" | "repetition">): string {
    return `${remediation.replaceAll(",", "+")}-${repetition}`;
}
