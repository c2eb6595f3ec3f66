/** The front-end's routes to the other services. */
import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { RequestKind } from "./cost";
import { type Answer, type Ask, call } from "./http";

export interface Asked {
    readonly request: IncomingMessage;
    readonly path: string;
    /** The body. */
    readonly text: string;
}

export interface Route {
    readonly kind: RequestKind;
    answer(asked: Asked): Promise<Answer>;
}

/** Who asks. The customer's id is part of the session's: there is no store that a restart empties. */
interface Visitor {
    readonly session: string;
    readonly customer: string;
    /** A session that this answer has to tell the client of. */
    readonly isNew: boolean;
}

const ask: Ask<"front-end"> = call;

const loggedInSeconds = 3600;

export const routes: ReadonlyMap<string, Route> = new Map<string, Route>([
    ["GET /catalogue", { kind: "catalogue", answer: catalogue }],
    ["GET /catalogue/{id}", { kind: "catalogue", answer: catalogue }],
    ["GET /login", { kind: "login", answer: login }],
    ["POST /register", { kind: "other", answer: register }],
    ["POST /addresses", detail("addresses")],
    ["POST /cards", detail("cards")],
    ["GET /cart", cart("GET", 200)],
    ["POST /cart", cart("POST", 201)],
    ["DELETE /cart", cart("DELETE", 202)],
    ["POST /orders", { kind: "other", answer: order }],
]);

export function reply(response: ServerResponse, { status, body, cookies = [] }: Answer): void {
    for (const cookie of cookies) {
        response.appendHeader("Set-Cookie", cookie);
    }
    response.writeHead(status);
    // Written before end(), so chunked, as the real one does it.
    if (body !== undefined) {
        response.write(typeof body === "string" ? body : JSON.stringify(body));
    }
    response.end();
}

/** It answers 200 whatever the catalogue says. */
async function catalogue({ path, request }: Asked): Promise<Answer> {
    const { body } = await attempt(() => ask("catalogue", "GET", path));
    return { status: 200, body, cookies: sessionCookies(visitorOf(request)) };
}

/** Every failure is 401, as in the real one. */
async function login({ request }: Asked): Promise<Answer> {
    const [username = "", password = ""] = Buffer.from(
        request.headers.authorization?.replace(/^Basic /, "") ?? "",
        "base64",
    )
        .toString()
        .split(":");
    const { status, body } = await attempt(() =>
        ask("user", "POST", "/login", { username, password }),
    );
    if (status !== 200) {
        return { status: 401, cookies: sessionCookies(visitorOf(request)) };
    }
    return { status: 200, body: "Cookie is set", cookies: loginCookies(idIn(body)) };
}

async function register({ text }: Asked): Promise<Answer> {
    const { status, body } = await attempt(() => ask("user", "POST", "/register", parsed(text)));
    return status === 200
        ? { status, body, cookies: loginCookies(idIn(body)) }
        : { status: 500, body };
}

function detail(name: "addresses" | "cards"): Route {
    return {
        kind: "other",
        answer: ({ request }) => {
            const { customer } = visitorOf(request);
            return attempt(() => ask("user", "POST", `/customers/${customer}/${name}`));
        },
    };
}

function cart(method: string, success: number): Route {
    return {
        kind: "other",
        answer: async ({ request, text }) => {
            const visitor = visitorOf(request);
            const path = `/carts/${visitor.customer || visitor.session}/items`;
            const { status, body } = await attempt(() => ask("carts", method, path, parsed(text)));
            const cookies = sessionCookies(visitor);
            return { status: status === 200 ? success : status, body, cookies };
        },
    };
}

async function order({ request }: Asked): Promise<Answer> {
    const { customer } = visitorOf(request);
    if (customer === "" || !(request.headers.cookie ?? "").includes("logged_in=")) {
        return { status: 500, body: { message: "User not logged in.", error: {} } };
    }
    return attempt(() => ask("orders", "POST", "/orders", { customer }));
}

/** Another service that cannot be reached is an error of this one. */
async function attempt(asking: () => ReturnType<typeof call>): ReturnType<typeof call> {
    try {
        return await asking();
    } catch (error) {
        return { status: 500, body: { message: String(error), error: {} } };
    }
}

function visitorOf(request: IncomingMessage): Visitor {
    const sent = /md\.sid=([^;]+)/.exec(request.headers.cookie ?? "")?.[1];
    const session = sent ?? `${randomBytes(12).toString("hex")}.`;
    return { session, customer: session.split(".")[1] ?? "", isNew: sent === undefined };
}

function sessionCookies({ session, isNew }: Visitor): readonly string[] {
    return isNew ? [`md.sid=${session}; Path=/; HttpOnly`] : [];
}

function loginCookies(customer: string): readonly string[] {
    const session = `${randomBytes(12).toString("hex")}.${customer}`;
    return [
        `md.sid=${session}; Path=/; HttpOnly`,
        `logged_in=${session}; Max-Age=${loggedInSeconds}; Path=/`,
    ];
}

function idIn(body: unknown): string {
    return (body as { id?: string }).id ?? "";
}

function parsed(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return {};
    }
}
