/** How the account comes from a request to its answer: keys, path, body, rules, model. */
import { z } from "zod";

import type { Fields, Reply } from "./exchange";
import { asReply, refusal } from "./exchange";
import { objections } from "./models";
import type { RateLimits } from "./rateLimits";
import type { Route, Router } from "./routes";

export interface Keys {
    readonly apiKey: string;
    readonly appKey: string;
    /** An application key that may read and nothing else. */
    readonly guestAppKey?: string;
}

export interface Office {
    readonly router: Router;
    readonly keys: Keys;
    readonly limits: RateLimits;
    /** Told of a rule that gave up. */
    readonly mistake: (text: string) => void;
    /** Told of each request that may change something, and of how it was answered. */
    readonly changed?: ((asked: Asked, reply: Reply, who: Caller) => void) | undefined;
}

/** By the application key. */
export type Caller = "owner" | "guest" | "nobody";

export interface Asked {
    readonly method: string;
    /** Without the query. */
    readonly path: string;
    readonly query: URLSearchParams;
    /** Names in lower case. */
    readonly headers: Readonly<Record<string, string>>;
    /** The body as sent. */
    readonly text: string;
}

/** Of the office's own: how long there is to wait does not depend on the range's clock. */
const seconds = (): number => Date.now() / 1000;

export function answer(office: Office, asked: Asked): { body: unknown; reply: Reply } {
    const answered = answerOf(office, asked);
    if (asked.method !== "GET") {
        office.changed?.(asked, answered.reply, callerOf(office.keys, asked));
    }
    return answered;
}

function callerOf(keys: Keys, { headers, query }: Asked): Caller {
    const appKey = headers["dd-application-key"] ?? query.get("application_key");
    return appKey === keys.appKey ? "owner" : appKey === keys.guestAppKey ? "guest" : "nobody";
}

function answerOf(office: Office, asked: Asked): { body: unknown; reply: Reply } {
    let body: unknown;
    try {
        body = parsed(asked.text);
        return { body, reply: replied(office, asked, body) };
    } catch (error) {
        if (error instanceof z.ZodError) {
            const reply = { status: 400, body: { errors: [z.prettifyError(error)] } };
            return { body, reply };
        }
        const reply = asReply(error);
        if (reply.status === 500) {
            // Refused, too: but it was a rule's check that gave up, so its words are our own.
            office.mistake(`${asked.method} ${asked.path}: ${String(error)}`);
        }
        return { body, reply };
    }
}

function parsed(text: string): unknown {
    if (text === "") {
        return undefined;
    }
    try {
        return JSON.parse(text) as unknown;
    } catch {
        throw refusal(400, "Payload is not valid JSON");
    }
}

function replied(office: Office, asked: Asked, body: unknown): Reply {
    const { router, keys, limits } = office;
    const { method, path, query, headers } = asked;
    const found = router(method, path);
    if (typeof found === "string") {
        throw found === "no-path"
            ? refusal(404, `Not found: ${path} is not part of the range's account`)
            : refusal(405, `${method} is not allowed for ${path}`);
    }
    const { route, parameters } = found;
    checkKeys(route, keys, asked);
    const allowance = limits.take(route.path, seconds());
    if (allowance.isSpent) {
        const text = "Rate limit of the range exceeded, see the X-RateLimit headers";
        return { status: 429, body: { errors: [text] }, headers: allowance.headers };
    }
    const fields = checkedBody(route, body, headers["content-type"] ?? "");
    const reply = route.handle({ method, query, parameters, body: fields });
    return { ...reply, headers: { ...allowance.headers, ...reply.headers } };
}

/** Headers; or, as the older clients send them, parameters of the address. */
function checkKeys(route: Route, keys: Keys, { headers, query }: Asked): void {
    const apiKey = headers["dd-api-key"] ?? query.get("api_key");
    const appKey = headers["dd-application-key"] ?? query.get("application_key");
    const isReading = route.isReading === true || route.method === "GET";
    const isGuest = keys.guestAppKey !== undefined && appKey === keys.guestAppKey;
    const mayEnter = route.keys === "api" || appKey === keys.appKey || (isGuest && isReading);
    if (apiKey !== keys.apiKey || !mayEnter) {
        throw refusal(403, "Forbidden");
    }
}

function checkedBody({ method, request }: Route, body: unknown, contentType: string): Fields {
    const isSending = method !== "GET" && method !== "DELETE";
    if (body === undefined) {
        if (isSending && request !== undefined) {
            throw refusal(400, "The payload is missing");
        }
        return {};
    }
    // The official clients send points as text/json.
    if (!/^(application|text)\/json/.test(contentType)) {
        throw refusal(415, "Unsupported Media Type");
    }
    const isList = request?.type.startsWith("Array<") ?? false;
    if (typeof body !== "object" || body === null || Array.isArray(body) !== isList) {
        throw refusal(400, `The payload must be ${isList ? "a list" : "an object"}`);
    }
    const wrong = request === undefined ? [] : objections(request, body, "refused");
    if (wrong.length > 0) {
        throw refusal(400, ...wrong);
    }
    return body as Fields;
}
