/** What an exam says to whoever sits it, and how it understands the answers. */
export interface Words {
    /** Markdown. */
    readonly task: string;
    /** JSON Schema of one answer. */
    readonly schema: object;
    /** What is wrong with an answer; none: nothing. */
    readonly objections: (line: string) => readonly string[];
}
