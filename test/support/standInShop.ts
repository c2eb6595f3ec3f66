/**
 * A stand-in for the shop's front-end on loopback: its routes, statuses, cookies and bodies as
 * far as load scripts can see them. It has no services behind it and is as fast as Node.
 */
import { once } from "node:events";
import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { mixes } from "../../scenarios/load/mixes";
import { breakOff, parse, parseCookies, readAll, send } from "./standInShopHttp";
import type { Breakage } from "./standInShopHttp";
import { ShopState } from "./standInShopState";
import type { Reply, Visitor } from "./standInShopState";
import { stopServer } from "../../tools/stopServer";

export interface StandInShopOptions {
    /** Whether orders can be paid for; default true. */
    readonly paymentUp?: boolean;
    /** Milliseconds before the answer, by route such as "GET /catalogue/{id}"; default 0. */
    readonly delays?: Readonly<Record<string, number>>;
    /**
     * Seconds that the shop works on each request, one after the other: what it cannot get to yet
     * waits. Default 0.
     */
    readonly workSeconds?: () => number;
    /** Routes that answer nothing proper. */
    readonly broken?: Readonly<Record<string, Breakage>>;
    /** Whether the answer gets lost after the shop has done what it was asked. */
    readonly losing?: (route: string, count: number) => boolean;
    /** Milliseconds after which an idle connection is closed; default 5,000, as the front-end. */
    readonly keepAlive?: number;
    /** Answers of these routes that replace the usual ones: a status, or undefined to pass. */
    readonly failing?: (route: string, count: number) => number | undefined;
}

type Handler = (visitor: Visitor, request: IncomingMessage, body: string) => Reply;

const socks = mixes.browse.socks.map(({ id, name, priceDollars }) => ({
    id,
    name,
    price: priceDollars,
}));

export class StandInShop {
    /** How often each route was asked. */
    readonly counts = new Map<string, number>();
    readonly state = new ShopState();
    /** Connections accepted so far. */
    connections = 0;
    /** Switch at will while the shop runs. */
    paymentUp: boolean;
    /** Its address. */
    readonly url: string;
    readonly #server: Server;
    #busyUntil = 0;
    readonly #routes: ReadonlyMap<string, Handler>;

    private constructor(
        server: Server,
        private readonly options: StandInShopOptions,
    ) {
        this.paymentUp = options.paymentUp ?? true;
        this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
        this.#routes = this.#allRoutes();
        this.#server = server;
        server.keepAliveTimeout = options.keepAlive ?? 5_000;
        // Node would leave another second in which it tells clients it has closed already.
        server.keepAliveTimeoutBuffer = 0;
        server.on("connection", () => (this.connections += 1));
        server.on("request", (request, response) => {
            void this.#answer(request, response);
        });
    }

    static async start(options: StandInShopOptions = {}): Promise<StandInShop> {
        const server = createServer().listen(0, "127.0.0.1");
        await once(server, "listening");
        return new StandInShop(server, options);
    }

    count(route: string): number {
        return this.counts.get(route) ?? 0;
    }

    /** Requests of all routes. */
    get total(): number {
        return [...this.counts.values()].reduce((sum, count) => sum + count, 0);
    }

    /** Stop; harmless when it has been stopped already. */
    async stop(): Promise<void> {
        await stopServer(this.#server);
    }

    async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
        const { delays, broken, failing, losing } = this.options;
        const path = (request.url ?? "/").replace(/\?.*$/, "");
        const route = `${request.method ?? ""} ${path.replace(/^\/catalogue\/.+$/, "/catalogue/{id}")}`;
        const count = this.count(route) + 1;
        this.counts.set(route, count);
        const body = await readAll(request);
        await sleep(delays?.[route] ?? 0);
        await this.#work();
        const breakage = broken?.[route];
        if (breakage !== undefined) {
            breakOff(response, breakage);
            return;
        }
        const cookies = parseCookies(request.headers.cookie ?? "");
        const visitor = this.state.visitor(cookies);
        const forced = failing?.(route, count);
        const handler = this.#routes.get(route);
        const reply: Reply =
            forced !== undefined
                ? { status: forced }
                : (handler?.(visitor, request, body) ?? { status: 404, body: `Cannot ${route}` });
        if (losing?.(route, count) === true) {
            breakOff(response, "close");
            return;
        }
        send(
            response,
            reply,
            path.endsWith(".html") || path === "/" ? undefined : visitor.sessionId,
        );
    }

    async #work(): Promise<void> {
        const { workSeconds } = this.options;
        if (workSeconds !== undefined) {
            const now = performance.now();
            this.#busyUntil = Math.max(now, this.#busyUntil) + 1_000 * workSeconds();
            await sleep(this.#busyUntil - now);
        }
    }

    #allRoutes(): ReadonlyMap<string, Handler> {
        const { state } = this;
        const page: Handler = () => ({ status: 200, body: "<html><body>Socks</body></html>" });
        return new Map<string, Handler>([
            ...["/", "/index.html", "/category.html", "/detail.html", "/basket.html"].map(
                (path): [string, Handler] => [`GET ${path}`, page],
            ),
            ["GET /catalogue", () => ({ status: 200, body: socks })],
            // The front-end answers 200 whatever the catalogue says.
            ["GET /catalogue/{id}", (_, request) => ({ status: 200, body: sockOf(request) })],
            ["GET /login", (visitor, { headers }) => state.login(visitor, headers.authorization)],
            ["POST /register", (visitor, _, body) => state.register(visitor, parse(body))],
            ["POST /addresses", (visitor) => state.addDetail(visitor, "addresses")],
            ["POST /cards", (visitor) => state.addDetail(visitor, "cards")],
            ["GET /cart", (visitor) => ({ status: 200, body: state.basket(visitor) })],
            ["POST /cart", (visitor, _, body) => state.addToBasket(visitor, parse(body).id)],
            ["DELETE /cart", (visitor) => state.emptyBasket(visitor)],
            ["POST /orders", (visitor) => state.placeOrder(visitor, this.paymentUp)],
        ]);
    }
}

function sockOf(request: IncomingMessage): unknown {
    const id = request.url?.split("/").at(-1);
    const notFound = { status_code: 404, status_text: "Not Found", error: "not found" };
    return socks.find((sock) => sock.id === id) ?? notFound;
}
