/** Ways in which the stand-in can be made to fail. */

export interface Failure {
    /** Requests that it hits; all of them when left out. */
    readonly method?: string;
    /** Of the path. */
    readonly path?: RegExp;
    /** How many of them still pass before it begins. Default 0. */
    readonly after?: number;
    /** How many it hits before it is over. Default: all that come. */
    readonly times?: number;
    /**
     * An HTTP status; `broken`: the connection is cut and nothing is done; `lost`: all is done, but
     * the connection is cut before the answer.
     */
    readonly answer: number | "broken" | "lost";
}

/** Texts that the API gives with a status; others get their number. */
const texts: Readonly<Record<number, string>> = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    415: "Unsupported Media Type",
    429: "Too Many Requests",
    500: "Internal Server Error",
    503: "Service Unavailable",
};

export function textOf(status: number): string {
    return texts[status] ?? `Status ${status}`;
}

export class Failures {
    private readonly armed: { failure: Failure; seen: number }[] = [];

    add(failure: Failure): void {
        this.armed.push({ failure, seen: 0 });
    }

    clear(): void {
        this.armed.length = 0;
    }

    /** How this request fails; undefined: not at all. Counts it. */
    next(method: string, path: string): Failure["answer"] | undefined {
        for (const entry of this.armed) {
            const { failure } = entry;
            const isHit =
                (failure.method ?? method) === method && (failure.path?.test(path) ?? true);
            if (isHit) {
                entry.seen += 1;
                const number = entry.seen - (failure.after ?? 0);
                if (number > 0 && number <= (failure.times ?? Infinity)) {
                    return failure.answer;
                }
            }
        }
        return undefined;
    }
}
