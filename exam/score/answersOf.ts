/** The answers of a record, in order, those that are none of the schema apart. */
import { type Answer, type AnswerTo, readAnswer, type Skill } from "../answers/schema";
import type { ExamRecord } from "../record/record";

export interface TimedAnswer<Name extends Skill = Skill> {
    readonly at: number;
    readonly answer: AnswerTo<Name>;
}

export interface Answers {
    readonly all: readonly TimedAnswer[];
    /** What was not understood, and why. */
    readonly refused: readonly string[];
}

export function answersOf({ answers }: Pick<ExamRecord, "answers">): Answers {
    const read = answers.map(({ at, line }) => ({ at, line, ...readAnswer(line) }));
    return {
        all: read.flatMap(({ at, answer }) => (answer === undefined ? [] : [{ at, answer }])),
        refused: read.flatMap((one) =>
            one.answer === undefined && "objections" in one
                ? [`at ${Math.round(one.at)} s: ${one.objections.join("; ")}`]
                : [],
        ),
    };
}

/** The answers of a skill, in the order in which they came. */
export function ofSkill<Name extends Skill>(
    { all }: Answers,
    skill: Name,
): readonly TimedAnswer<Name>[] {
    return all.flatMap(({ at, answer }) => (isOf(answer, skill) ? [{ at, answer }] : []));
}

function isOf<Name extends Skill>(answer: Answer, skill: Name): answer is AnswerTo<Name> {
    return answer.skill === skill;
}
