/** One of the two folders that are set side by side. */
import { existsSync } from "node:fs";
import { join } from "node:path";

import { foldersOfEvidence } from "../../evidence/directory";
import type { Evidence } from "../../evidence/evidence";
import { EvidenceError, manifestFile } from "../../evidence/files";
import { readEvidence } from "../../evidence/read";
import { armId } from "../../rehearsal/armId";
import { scenarios } from "../../scenarios/registry";
import { figuresOf, type RunFigures } from "../../verdict/figures";
import { isExperiment, readExperiment } from "../kept/files";

/** A run that has something to compare. */
export interface SideRun {
    /** `none`, or like `hpa,limits@before`. */
    readonly arm: string;
    readonly evidence: Evidence;
    readonly figures: RunFigures;
}

export interface Side {
    /** As it was named. */
    readonly folder: string;
    readonly runs: readonly SideRun[];
    /** Runs that have nothing to compare, and why. */
    readonly leftOut: readonly string[];
}

/** Reads an experiment, a folder of evidence, or a folder of such folders. */
export async function readSide(folder: string): Promise<Side> {
    const found = isExperiment(folder) ? await ofExperiment(folder) : await ofFolders(folder);
    const leftOut: string[] = [];
    const runs = found.flatMap(({ name, evidence, why = whyNot(evidence) }): readonly SideRun[] => {
        const scenario = scenarios[evidence.run.incident];
        if (why !== undefined || scenario === undefined) {
            const reason = why ?? `there is no incident ${evidence.run.incident}`;
            leftOut.push(name === "." ? reason : `${name}: ${reason}`);
            return [];
        }
        const figures = figuresOf(evidence, scenario.load);
        return [{ arm: armOf(evidence), evidence, figures }];
    });
    if (runs.length === 0) {
        const reasons = leftOut.length === 0 ? "it holds no run" : leftOut.join("; ");
        throw new EvidenceError(`${folder} cannot be compared: ${reasons}.`);
    }
    return { folder, runs, leftOut };
}

interface Found {
    readonly name: string;
    readonly evidence: Evidence;
    readonly why?: string | undefined;
}

async function ofExperiment(folder: string): Promise<readonly Found[]> {
    const { kept, evidence } = await readExperiment(folder);
    return kept.arms.flatMap(({ folder: own, ending }) => {
        const seen = own === null ? undefined : evidence.get(own);
        const why = ending.kind === "load over" ? undefined : `its load was ${ending.kind}`;
        return seen === undefined || own === null ? [] : [{ name: own, evidence: seen, why }];
    });
}

async function ofFolders(folder: string): Promise<readonly Found[]> {
    const isOne = !existsSync(folder) || existsSync(join(folder, manifestFile));
    const folders = isOne ? [] : await foldersOfEvidence(folder);
    const names = folders.length === 0 ? ["."] : folders;
    const read = names.map(async (name) => ({
        ...{ name, evidence: await readEvidence(join(folder, name)) },
    }));
    return Promise.all(read);
}

function whyNot({ run, requests }: Evidence): string | undefined {
    return run.loadEnd === run.loadStart || requests.total.requests === 0
        ? "it has no requests of users"
        : undefined;
}

const armOf = ({ run: { remediation, fixAt = "before" } }: Evidence): string =>
    armId(remediation, fixAt);
