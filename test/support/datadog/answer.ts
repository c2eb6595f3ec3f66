/** How the stand-in comes from a request to its answer: keys, path, body, rules, model. */
import { z } from "zod";

import type { Exchange, Fields, Reply } from "./exchange";
import { Refusal, refusal } from "./exchange";
import { objections } from "./models";
import { type Route, routed } from "./routes";

export interface Office {
    readonly routes: readonly Route[];
    readonly keys: Readonly<Record<"apiKey" | "appKey", string>>;
    /** Where an answer breaks the official model; added to. */
    readonly mistakes: string[];
}

export interface Asked extends Pick<Exchange, "method" | "path" | "query" | "headers"> {
    /** The body as sent. */
    readonly text: string;
}

export function answer(office: Office, asked: Asked): { body: unknown; reply: Reply } {
    let body: unknown;
    try {
        body = parsed(asked.text);
        return { body, reply: replied(office, asked, body) };
    } catch (error) {
        if (error instanceof Refusal) {
            return { body, reply: { status: error.status, body: error.body } };
        }
        if (error instanceof z.ZodError) {
            return {
                body,
                reply: { status: 400, body: { errors: [z.prettifyError(error)] } },
            };
        }
        // Refused, too: but it was a rule's check that gave up, so its words are our own.
        office.mistakes.push(`${asked.method} ${asked.path}: ${String(error)}`);
        return { body, reply: { status: 500, body: { errors: [String(error)] } } };
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

function replied({ routes, keys, mistakes }: Office, asked: Asked, body: unknown): Reply {
    const { method, path, query, headers } = asked;
    const found = routed(routes, method, path);
    if (typeof found === "string") {
        throw found === "no-path"
            ? refusal(404, `Not found: ${path}`)
            : refusal(405, `${method} is not allowed for ${path}`);
    }
    const { route, parameters } = found;
    checkKeys(route, keys, headers);
    const fields = checkedBody(route, body, headers["content-type"] ?? "");
    const reply = route.handle({ method, query, parameters, body: fields });
    if (route.response !== undefined && reply.body !== undefined) {
        const wrong = objections(route.response, reply.body, "allowed");
        mistakes.push(...wrong.map((text) => `answer to ${method} ${path}: ${text}`));
    }
    return reply;
}

function checkKeys(route: Route, keys: Office["keys"], headers: Asked["headers"]): void {
    const isKnown =
        headers["dd-api-key"] === keys.apiKey &&
        (route.keys === "api" || headers["dd-application-key"] === keys.appKey);
    if (!isKnown) {
        throw refusal(403, "Forbidden");
    }
}

function checkedBody({ method, request }: Route, body: unknown, contentType: string): Fields {
    const isSending = method !== "GET" && method !== "DELETE";
    if (body === undefined) {
        if (isSending) {
            throw refusal(400, "The payload is missing");
        }
        return {};
    }
    if (!contentType.startsWith("application/json")) {
        throw refusal(415, "Unsupported Media Type");
    }
    if (typeof body !== "object" || body === null || Array.isArray(body)) {
        throw refusal(400, "The payload must be an object");
    }
    const wrong = request === undefined ? [] : objections(request, body, "refused");
    if (wrong.length > 0) {
        throw refusal(400, ...wrong);
    }
    return body as Fields;
}
