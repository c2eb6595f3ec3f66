/** Who may see what: a view's address holds its token, like a key that opens one door. */
import { randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

import { urlOf } from "../../requestUrl";
import type { Role } from "../messages";

export type Tokens = Readonly<Record<Role, string>>;

/** 144 bits each, made anew at every start. */
export function newTokens(): Tokens {
    const token = (): string => randomBytes(18).toString("base64url");
    return { trainee: token(), trainer: token() };
}

/** What a request asks for, and as whom. */
export interface Asked {
    readonly role: Role;
    /** After the token, without a slash at its beginning. */
    readonly path: string;
    readonly query: URLSearchParams;
}

/** Undefined when the address holds no token of ours. */
export function askedOf(request: IncomingMessage, tokens: Tokens): Asked | undefined {
    const url = urlOf(request);
    const [token = "", ...rest] = url.pathname.slice(1).split("/");
    for (const role of ["trainee", "trainer"] as const) {
        if (isSame(token, tokens[role])) {
            return { role, path: rest.join("/"), query: url.searchParams };
        }
    }
    return undefined;
}

function isSame(one: string, other: string): boolean {
    const [first, second] = [Buffer.from(one), Buffer.from(other)];
    return first.length === second.length && timingSafeEqual(first, second);
}

/**
 * Whether the request comes to this machine by its own name, and from a page of ours: another site
 * that has its name resolved to 127.0.0.1 is refused, whatever it may have learnt.
 */
export function isOwn({ headers }: IncomingMessage, port: number): boolean {
    const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
    const { host = "", origin } = headers;
    const isOwnOrigin = origin === undefined || hosts.some((one) => origin === `http://${one}`);
    return hosts.includes(host) && isOwnOrigin;
}
