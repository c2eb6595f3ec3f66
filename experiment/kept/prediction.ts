/** The rehearsal that is kept beside an experiment. */
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { z } from "zod";

import { EvidenceError } from "../../evidence/files";
import type { RehearsalResult } from "../../rehearsal/types";
import type { Prediction } from "../prediction";

export const predictionFile = "prediction.json";

/** What shows that it is one; what a rehearsal printed needs no more of a check. */
const predictionSchema = z.looseObject({
    schema: z.literal(2),
    origin: z.literal("simulated"),
    seeds: z.array(z.int()),
    hostSpeed: z.string(),
    nodeCpus: z.number(),
    arms: z.array(z.looseObject({ id: z.string(), seeds: z.array(z.looseObject({})) })),
});

export function writePrediction(folder: string, result: RehearsalResult): Promise<void> {
    return writeFile(join(folder, predictionFile), `${JSON.stringify(result)}\n`);
}

/** Undefined where none is kept. */
export async function readPrediction(folder: string): Promise<Prediction | undefined> {
    const file = join(folder, predictionFile);
    if (!existsSync(file)) {
        return undefined;
    }
    try {
        const parsed = predictionSchema.parse(JSON.parse(await readFile(file, "utf8")));
        return parsed as unknown as Prediction;
    } catch (error) {
        throw new EvidenceError(
            `${file} is no rehearsal of this version: ${(error as Error).message}. Delete it, and ` +
                "let --predict make it again.",
        );
    }
}
