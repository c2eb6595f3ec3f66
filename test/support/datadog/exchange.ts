/** One request to the stand-in and its answer. */

/** The object in a body. */
export type Fields = Record<string, unknown>;

export interface Exchange {
    readonly method: string;
    /** Without the query. */
    readonly path: string;
    readonly query: URLSearchParams;
    /** Names in lower case. */
    readonly headers: Readonly<Record<string, string>>;
    /** As JSON; undefined: there was none. */
    readonly body: unknown;
    /** 0: the connection was cut. */
    readonly status: number;
    readonly reply: unknown;
}

/** What a route makes of a request. */
export interface Reply {
    readonly status: number;
    /** Undefined: empty. */
    readonly body?: unknown;
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
