/*
 * The front-end's routes: what they cost, whom they ask, what they answer. Costs: lab, sequential,
 * warm, Node 18 (CPU-ms): /catalogue 1.57, /catalogue/{id} 1.56, a page 0.49, /login 401 1.54, with
 * Basic 2.23. The others were not measured; they are set beside those with as many calls.
 */

import type { AskedService, Callee } from "../../shop/calls";
import type { ServiceName } from "../../shop/services";

/** What a request waits for between two turns of the event loop. */
export type Wait = "session" | "file" | "turn" | "order" | Call;

/** A call of another service. */
export interface Call {
    readonly caller: ServiceName;
    readonly service: AskedService;
    readonly method: string;
    readonly path: string;
    /** As that service groups it. */
    readonly route: string;
}

export interface Route {
    readonly method: string;
    readonly pattern: RegExp;
    /** As the front-end groups it. */
    readonly route: string;
    /** CPU of one request alone, in seconds of the lab machine. */
    readonly cpuSeconds: number;
    /** In between the turns: one turn more than waits. */
    readonly waits: readonly Wait[];
    /** Of a healthy shop. */
    readonly status: number;
    /** When a service that it calls cannot be reached. */
    readonly unreachableStatus: number;
    /** A service whose silence ends the whole process, and with it everybody's requests. */
    readonly diesWithout?: string;
    /** A service whose silence is only logged: the request goes on without it. */
    readonly goesOnWithout?: string;
    /**
     * What becomes of it while Redis is out of reach, when requests have no session: it fails where
     * Express still catches the error, and ends the process where it is thrown in a callback, as by
     * who writes into the session when another service has answered. Left out: it needs none.
     */
    readonly withoutSession?: "fails" | "dies";
}

/** The calls of one service: of those only that shop/calls.ts has. */
export const callsBy =
    <Caller extends ServiceName>(caller: Caller) =>
    (service: Callee<Caller>, method: string, path: string): Call => ({
        caller,
        service,
        method,
        path,
        route: path,
    });

const call = callsBy("front-end");

const item = call("catalogue", "GET", "/catalogue/*");
const login = call("user", "GET", "/login");
const merge = call("carts", "GET", "/carts/*/merge");

/*
 * Every wait is a turn of the event loop more. A dynamic answer needs about eight: the session from
 * Redis, a connection of its own to the other service, its head, its body and its end, the session
 * written back; a file four: stat, open, read, close. Under load a request spends the same time
 * before each turn, so the turns decide how much sooner a probe is done than a page (lab: 0.8 of
 * the mean), and how few requests are still unread when the process dies (lab: 6 to 14 %). The last
 * wait is express-session's: head and body are sent, but it holds the end of the answer back until
 * the session is stored. Who is cut off there has got half an answer.
 */
const before = ["session", "turn", "turn"] as const;
const after = ["turn", "turn", "session"] as const;

const page = {
    method: "GET",
    cpuSeconds: 0.49e-3,
    waits: ["file", "turn", "turn", "turn"],
    status: 200,
    unreachableStatus: 200,
} as const;

const dynamic = { cpuSeconds: 1.8e-3, unreachableStatus: 500 } as const;

/** Everything else: Express answers 404 without asking anybody. */
export const notFound: Route = {
    method: "",
    pattern: /./,
    route: "/*",
    cpuSeconds: 0.6e-3,
    waits: ["session"],
    status: 404,
    unreachableStatus: 404,
};

export const routes: readonly Route[] = [
    { ...page, pattern: /^\/$/, route: "/" },
    { ...page, pattern: /^\/[\w-]+\.html/, route: "/*.html" },
    {
        ...dynamic,
        method: "GET",
        pattern: /^\/catalogue$/,
        route: "/catalogue",
        cpuSeconds: 1.57e-3,
        waits: [...before, call("catalogue", "GET", "/catalogue"), ...after],
        status: 200,
    },
    {
        ...dynamic,
        method: "GET",
        pattern: /^\/catalogue\/[^/]+$/,
        route: "/catalogue/*",
        cpuSeconds: 1.56e-3,
        waits: [...before, item, ...after],
        status: 200,
    },
    {
        ...dynamic,
        method: "GET",
        pattern: /^\/login$/,
        route: "/login",
        cpuSeconds: 1.54e-3,
        waits: [...before, login, ...after],
        status: 401,
        unreachableStatus: 401,
    },
    {
        ...dynamic,
        method: "GET+basic",
        pattern: /^\/login$/,
        route: "/login",
        cpuSeconds: 2.23e-3,
        waits: [...before, login, merge, ...after],
        status: 200,
        unreachableStatus: 401,
        // The anonymous basket is not merged then.
        goesOnWithout: "carts",
        // Run with front-end 0.3.12's code: the process ends.
        withoutSession: "dies",
    },
    // The published load logs in like this, but there is only GET.
    { ...notFound, method: "POST", pattern: /^\/login$/ },
    {
        ...dynamic,
        method: "POST",
        pattern: /^\/register$/,
        route: "/register",
        cpuSeconds: 2.2e-3,
        waits: [...before, call("user", "POST", "/register"), merge, ...after],
        status: 200,
        // Not run; the same code as a login's.
        withoutSession: "dies",
    },
    {
        ...dynamic,
        method: "POST",
        pattern: /^\/addresses$/,
        route: "/addresses",
        waits: [...before, call("user", "POST", "/addresses"), ...after],
        status: 200,
        withoutSession: "fails",
    },
    {
        ...dynamic,
        method: "POST",
        pattern: /^\/cards$/,
        route: "/cards",
        waits: [...before, call("user", "POST", "/cards"), ...after],
        status: 200,
        withoutSession: "fails",
    },
    {
        ...dynamic,
        method: "POST",
        pattern: /^\/cart$/,
        route: "/cart",
        cpuSeconds: 2.2e-3,
        waits: [...before, item, call("carts", "POST", "/carts/*/items"), ...after],
        status: 201,
        withoutSession: "fails",
        // It parses the body of an answer that there is not, outside of any handler (front-end
        // 0.3.12, api/cart; microservices-demo#827).
        diesWithout: "catalogue",
    },
    {
        ...dynamic,
        method: "DELETE",
        pattern: /^\/cart$/,
        route: "/cart",
        waits: [...before, call("carts", "DELETE", "/carts/*"), ...after],
        status: 202,
        withoutSession: "fails",
    },
    {
        ...dynamic,
        method: "POST",
        pattern: /^\/orders$/,
        route: "/orders",
        cpuSeconds: 2.8e-3,
        waits: [...before, call("user", "GET", "/customers/*"), "order", ...after],
        status: 201,
        withoutSession: "fails",
    },
];

/** The route of a request; `basicAuth`: it carries credentials. */
export function routeOf(method: string, path: string, basicAuth: boolean): Route {
    const asked = basicAuth && path === "/login" ? `${method}+basic` : method;
    return (
        routes.find((route) => route.method === asked && route.pattern.test(path)) ??
        routes.find((route) => route.method === method && route.pattern.test(path)) ??
        notFound
    );
}
