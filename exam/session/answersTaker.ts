/** Who takes answers, by whichever door they come over the network. */
export interface AnswersTaker {
    readonly task: string;
    /** The schema of an answer, as JSON Schema. */
    readonly schema: unknown;
    /** Says why the answer does not count, whatever is in it; undefined: it is on record. */
    readonly take: (door: "http" | "mcp", line: string) => string | undefined;
    /** What is wrong with an answer; none: nothing. */
    readonly objections: (line: string) => readonly string[];
    /** Whoever sits the exam has nothing more to say. */
    readonly done: () => void;
}
