/** What is asked of the account and what it answers. */

/** The object in a body. */
export type Fields = Record<string, unknown>;

/** What a route makes of a request. */
export interface Reply {
    readonly status: number;
    /** Undefined: empty. */
    readonly body?: unknown;
    readonly headers?: Readonly<Record<string, string>>;
}

/** What the API refuses, in its own words. */
export class Refusal extends Error {
    constructor(
        readonly status: number,
        readonly body: unknown,
    ) {
        super(JSON.stringify(body));
    }
}

/** The usual form of an error. */
export function refusal(status: number, ...errors: readonly string[]): Refusal {
    return new Refusal(status, { errors });
}

/** The form that the log configuration of v1 has. */
export function logsRefusal(message: string): Refusal {
    return new Refusal(400, { error: { code: "InvalidArgument", message } });
}

export const ok = (body: unknown, status = 200): Reply => ({ status, body });

export const noContent: Reply = { status: 204 };

/** Clients send null for what they leave out. */
export function isGiven<T>(value: T | null | undefined): value is T {
    return value !== null && value !== undefined;
}

/** What went wrong, as an answer. */
export function asReply(error: unknown): Reply {
    return error instanceof Refusal
        ? { status: error.status, body: error.body }
        : { status: 500, body: { errors: [String(error)] } };
}
