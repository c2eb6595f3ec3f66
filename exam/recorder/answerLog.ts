/** Answers as they came, bounded: whoever says too much must not end the recorder. */
import type { answerDoors, RecordedAnswer } from "../record/record";
import { rounded } from "./requestLog";

const mostAnswers = 1000;

/** In characters. */
const longestAnswer = 64 * 1024;

export class AnswerLog {
    private readonly kept: RecordedAnswer[] = [];
    private leftOut = 0;
    private isClosed = false;

    /**
     * Says why it does not count; undefined: it is on record.
     * @param time by the world
     */
    add(time: number, door: (typeof answerDoors)[number], line: string): string | undefined {
        if (this.isClosed) {
            return "It is over: somebody has said that there is nothing more. This does not count.";
        }
        if (this.kept.length >= mostAnswers || line.length > longestAnswer) {
            this.leftOut += 1;
            return (
                `This does not count: ${mostAnswers} answers at most are recorded, ` +
                `of ${longestAnswer} characters each.`
            );
        }
        this.kept.push({ at: time, door, line });
        return undefined;
    }

    /** What comes from now on does not count. */
    close(): void {
        this.isClosed = true;
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
