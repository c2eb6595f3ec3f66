/** What the users have seen of the shop since the last look. */
export interface Tally {
    /** Requests that were answered, whatever the answer said. */
    readonly answers: number;
    /** Response times of these, added up, in seconds. */
    readonly answerSeconds: number;
    /** Of these, how many were slow. */
    readonly slow: number;
    /** Requests that ended without an answer. */
    readonly lost: number;
}

/** Counts what the users see. */
export class TallyCounter {
    private answers = 0;
    private answerSeconds = 0;
    private slow = 0;
    private lost = 0;

    /** @param slowSeconds an answer is slow when it takes longer */
    constructor(private readonly slowSeconds: number) {}

    answered(seconds: number): void {
        this.answers++;
        this.answerSeconds += seconds;
        this.slow += seconds > this.slowSeconds ? 1 : 0;
    }

    unanswered(): void {
        this.lost++;
    }

    /** What was counted since the last call. */
    take(): Tally {
        const { answers, answerSeconds, slow, lost } = this;
        this.answers = this.answerSeconds = this.slow = this.lost = 0;
        return { answers, answerSeconds, slow, lost };
    }
}
