/** Scores a record, and says what came out. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import type { ExamRecord } from "../../exam/record/record";
import { cardFile, readRecord } from "../../exam/record/files";
import { cardJson, cardText } from "../../exam/score/cardText";
import { playsFor } from "../../exam/score/plays";
import { scoreOf } from "../../exam/score/score";
import { messageOf } from "../../tools/messageOf";
import type { Output } from "../output";
import type { ReplayRequest } from "./arguments";

/** From the record alone: whoever has it gets the same card, to the byte. */
async function cardOf(record: ExamRecord): Promise<{ json: string; text: string }> {
    const card = scoreOf(record, await playsFor(record));
    return { json: cardJson(card), text: cardText(card) };
}

/** Resolves to whether it was scored. What fails on the way is said: it is no score, and no agent's fault. */
export async function tellScore(
    directory: string,
    record: ExamRecord,
    json: boolean,
    say: Output,
): Promise<boolean> {
    let card: Awaited<ReturnType<typeof cardOf>>;
    try {
        card = await cardOf(record);
    } catch (error) {
        say.error(
            `${directory}: It was not scored: ${messageOf(error)}\n` +
                `Its record is whole. To score it again: npm run exam -- --replay ${directory}`,
        );
        return false;
    }
    say.log(json ? card.json.trimEnd() : `${card.text}\nRecord: ${directory}`);
    writeFileSync(join(directory, cardFile), card.json);
    return true;
}

export async function replay({ directory, json }: ReplayRequest, say: Output): Promise<number> {
    const record = readRecord(directory);
    say.error("Scoring it: the incident is played with fixes and without …");
    return (await tellScore(directory, record, json, say)) ? 0 : 1;
}
