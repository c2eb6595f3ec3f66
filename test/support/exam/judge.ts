/** Whether a record is worth what one of our agents has to score. */
import { strict as assert } from "node:assert";

import { readAnswer } from "../../../exam/answers/schema";
import type { ExamRecord } from "../../../exam/record/record";
import { cardText } from "../../../exam/score/cardText";
import type { Plays } from "../../../exam/score/plays";
import { scoreOf } from "../../../exam/score/score";
import type { ExamCase } from "./cases";

export const unplayed: Plays = { without: [], proposed: null, best: null, response: null };

export function titleOf({ agent, voice, task, skill, points: [least, most] }: ExamCase): string {
    const worth = least === most ? `${least}` : `${least} to ${most}`;
    const who = voice === undefined ? agent : `${agent}, ${voice},`;
    return `${who} in ${task} has ${worth} for ${skill}, and is told why`;
}

/** Throws with the scorecard when it is not; returns what was given, and why. */
export function judge(one: ExamCase, record: ExamRecord, plays: Plays): string {
    const card = scoreOf(heard(record, one), plays);
    const score = card.skills.find(({ skill }) => skill === one.skill);
    const told = cardText(card);
    assert.ok(score !== undefined && score.points !== null, told);
    const [least, most] = one.points;
    assert.ok(score.points >= least && score.points <= most, told);
    assert.match(score.reasons.join("\n"), one.reason);
    return `${score.points}, ${score.reasons.join("; ")}`;
}

/** What one of those that share an exam has said. */
function heard(record: ExamRecord, { voice }: ExamCase): ExamRecord {
    if (voice === undefined) {
        return record;
    }
    const answers = record.answers.filter(({ line }) => readAnswer(line).answer?.prose === voice);
    assert.ok(answers.length > 0, voice);
    return { ...record, answers };
}
