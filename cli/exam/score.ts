/** Scores a record, and says what came out. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import type { ExamRecord } from "../../exam/record/record";
import { cardFile, readRecord } from "../../exam/record/files";
import { cardJson, cardText } from "../../exam/score/cardText";
import { playsFor } from "../../exam/score/plays";
import { scoreOf } from "../../exam/score/score";
import type { Output } from "../output";
import type { ReplayRequest } from "./arguments";

/** From the record alone: whoever has it gets the same card, to the byte. */
export async function cardOf(record: ExamRecord): Promise<{ json: string; text: string }> {
    const card = scoreOf(record, await playsFor(record));
    return { json: cardJson(card), text: cardText(card) };
}

export async function tellScore(
    directory: string,
    record: ExamRecord,
    json: boolean,
    say: Output,
): Promise<void> {
    const card = await cardOf(record);
    writeFileSync(join(directory, cardFile), card.json);
    say.log(json ? card.json.trimEnd() : `${card.text}\nRecord: ${directory}`);
}

export async function replay({ directory, json }: ReplayRequest, say: Output): Promise<number> {
    const record = readRecord(directory);
    say.error("Scoring it: the incident is played with fixes and without …");
    const card = await cardOf(record);
    say.log(json ? card.json.trimEnd() : card.text);
    return 0;
}
