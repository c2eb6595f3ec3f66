/** Why a query was not understood. */
export type SyntaxProblem =
    /** Not what Datadog's grammar allows. */
    | "syntax"
    /** Perhaps legal, but not a form that this stack uses or that our evaluator knows. */
    | "unsupported"
    /** A number with a unit, such as 250m: Datadog knows plain numbers only. */
    | "unit";

/** A query that was not understood; the message names the construct and shows where it is. */
export class QuerySyntaxError extends Error {
    constructor(
        readonly problem: SyntaxProblem,
        /** What is wrong, without the place. */
        readonly reason: string,
        /** Offset in the text. */
        readonly at: number,
        text: string,
    ) {
        super(`${reason}, at character ${at + 1} of: ${text.slice(0, at)} >>> ${text.slice(at)}`);
        this.name = "QuerySyntaxError";
    }
}

/**
 * Reads a text from left to right. The parsers on it are recursive descent by hand: the grammars
 * are small and differ in what a word is (a tag's value, a metric, a log's text), which a shared
 * lexer would get in the way of, and messages have to name Datadog's constructs. The one published
 * parser of this language is in Go and does neither log searches nor composites.
 */
export class Scanner {
    private offset = 0;

    constructor(readonly text: string) {}

    get position(): number {
        return this.offset;
    }

    get isAtEnd(): boolean {
        this.skipSpace();
        return this.offset >= this.text.length;
    }

    /** Whether there is white space right here. */
    get isAtSpace(): boolean {
        return /\s/.test(this.text.charAt(this.offset));
    }

    skipSpace(): void {
        while (this.isAtSpace) {
            this.offset += 1;
        }
    }

    /** Goes back to where the scanner was before. */
    rewind(position: number): void {
        this.offset = position;
    }

    /** Takes what the pattern matches here, white space skipped; undefined when it does not. */
    match(pattern: RegExp): string | undefined {
        this.skipSpace();
        return this.matchHere(pattern);
    }

    /** The same without skipping white space. */
    matchHere(pattern: RegExp): string | undefined {
        const sticky = new RegExp(pattern.source, `${pattern.flags}y`);
        sticky.lastIndex = this.offset;
        const found = sticky.exec(this.text)?.[0];
        this.offset += found?.length ?? 0;
        return found;
    }

    /** Whether the literal is next; takes it if so. */
    take(literal: string): boolean {
        this.skipSpace();
        const isNext = this.text.startsWith(literal, this.offset);
        this.offset += isNext ? literal.length : 0;
        return isNext;
    }

    /** Whether the pattern would match next; takes nothing. */
    sees(pattern: RegExp): boolean {
        this.skipSpace();
        const before = this.offset;
        const found = this.matchHere(pattern) !== undefined;
        this.offset = before;
        return found;
    }

    expect(literal: string, where: string): void {
        if (!this.take(literal)) {
            this.fail(`"${literal}" is missing ${where}`);
        }
    }

    /** A string in quotes, double or single; `\"` and `\\` inside stand for `"` and `\`. */
    quoted(what: string): string {
        const raw = this.match(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/);
        return raw === undefined
            ? this.fail(`${what} must be in straight double quotes`)
            : raw.slice(1, -1).replace(/\\(.)/g, "$1");
    }

    /** Ends the parse when something is left. */
    end(what: string): void {
        if (!this.isAtEnd) {
            this.fail(`unexpected "${this.rest()}" after ${what}`);
        }
    }

    /** The next few characters, for messages. */
    rest(): string {
        const rest = this.text.slice(this.offset);
        return rest.length > 20 ? `${rest.slice(0, 20)}…` : rest;
    }

    fail(reason: string, problem: SyntaxProblem = "syntax", at = this.offset): never {
        throw new QuerySyntaxError(problem, reason, at, this.text);
    }
}
