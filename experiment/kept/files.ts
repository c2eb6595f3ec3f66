/** Reads and writes what an experiment leaves. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { z } from "zod";

import type { Evidence } from "../../evidence/evidence";
import { EvidenceError } from "../../evidence/files";
import { readEvidence } from "../../evidence/read";
import { writeEvidence } from "../../evidence/write";
import { replaceFile } from "../../tools/replaceFile";
import type { ArmRun } from "../arm";
import { type KeptArm, type KeptExperiment, keptSchema } from "./schema";

export const experimentFile = "experiment.json";

/** Like `hpa+limits-2`: fix and repetition. */
export function folderOf({
    remediation,
    repetition,
}: Pick<ArmRun, "remediation" | "repetition">): string {
    return `${remediation.replaceAll(",", "+")}-${repetition}`;
}

/** Writes an arm's evidence into a folder of its own; the arm as the experiment's file has it. */
export async function keepArm(run: ArmRun, out: string): Promise<KeptArm> {
    const folder = run.evidence === undefined ? null : folderOf(run);
    if (run.evidence !== undefined && folder !== null) {
        await writeEvidence(join(out, folder), run.evidence);
    }
    return keptArm(run, folder);
}

/** @param folder of its evidence; null: there is none, or it could not be written */
export function keptArm(run: ArmRun, folder: string | null): KeptArm {
    const { remediation, repetition, ending, clocks, recovery } = run;
    return {
        ...{ remediation, repetition, ending, clocks: { ...clocks, alerts: { ...clocks.alerts } } },
        monitors: run.monitors.map((one) => ({ ...one, spans: [...one.spans] })),
        missing: [...run.missing],
        recovery: { ...recovery, problems: [...recovery.problems] },
        folder,
    };
}

/** Replaces the file as a whole: whoever looks sees the old one or the new one. */
export function writeKept(out: string, kept: KeptExperiment): void {
    replaceFile(join(out, experimentFile), `${JSON.stringify(kept, undefined, 4)}\n`);
}

/** An experiment with the evidence of its arms, by the folders that are theirs. */
export interface ReadExperiment {
    readonly kept: KeptExperiment;
    readonly evidence: ReadonlyMap<string, Evidence>;
}

export const isExperiment = (folder: string): boolean => existsSync(join(folder, experimentFile));

/** Rejects with an EvidenceError that says which file is wrong, and in what. */
export async function readExperiment(folder: string): Promise<ReadExperiment> {
    const file = join(folder, experimentFile);
    if (!existsSync(file)) {
        throw new EvidenceError(
            `${folder} is no experiment: it has no ${experimentFile}. ` +
                "Name a folder that npm run experiment wrote.",
        );
    }
    const kept = parsed(file, await readFile(file, "utf8"));
    const folders = kept.arms.flatMap(({ folder: own }) => own ?? []);
    const read = folders.map(async (own) => [own, await readEvidence(join(folder, own))] as const);
    return { kept, evidence: new Map(await Promise.all(read)) };
}

function parsed(file: string, text: string): KeptExperiment {
    let value: unknown;
    try {
        value = JSON.parse(text);
    } catch (error) {
        throw new EvidenceError(`${file} is not JSON: ${(error as Error).message}`);
    }
    const result = keptSchema.safeParse(value);
    if (!result.success) {
        throw new EvidenceError(`${file}: ${z.prettifyError(result.error)}`);
    }
    return result.data;
}
