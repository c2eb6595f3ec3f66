/** Answers as they came, bounded: whoever says too much must not end the recorder. */
import type { answerDoors, RecordedAnswer } from "../record/record";
import { rounded } from "./requestLog";

const mostAnswers = 1000;

/** In characters. */
const longestAnswer = 64 * 1024;

export class AnswerLog {
    private readonly kept: RecordedAnswer[] = [];
    private leftOut = 0;

    /** @param time by the world */
    add(time: number, door: (typeof answerDoors)[number], line: string): void {
        if (this.kept.length >= mostAnswers || line.length > longestAnswer) {
            this.leftOut += 1;
            return;
        }
        this.kept.push({ at: time, door, line });
    }

    /** @param zero time of the load's first user */
    rows(zero: number): readonly RecordedAnswer[] {
        return this.kept.map((one) => ({ ...one, at: rounded(one.at - zero) }));
    }

    get omitted(): readonly string[] {
        return this.leftOut === 0
            ? []
            : [`${this.leftOut} answers were too many or too long to be recorded`];
    }
}
