/** Where whoever looks at the console answers questions, while somebody asks any. */

export interface ConsoleDesk {
    /** What is asked, as text for people. */
    readonly task: string;
    /** Of an answer, as JSON Schema: `oneOf` the kinds of answers, each told by a constant. */
    readonly schema: object;
    /** Takes an answer as a line of JSON; returns what is wrong with it, nothing when it is right. */
    readonly take: (line: string) => readonly string[];
    /** Whoever answers has nothing more to say. */
    readonly done: () => void;
}
