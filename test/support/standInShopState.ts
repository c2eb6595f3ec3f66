/** The stand-in shop's memory: sessions, customers, baskets, orders, as the services keep them. */
import { randomBytes } from "node:crypto";
import { mixes } from "../../scenarios/load/mixes";

const prices = new Map(mixes.browse.socks.map((sock) => [sock.id, sock.priceDollars]));
const { shippingDollars, paymentLimitDollars } = mixes.checkout;

export interface Customer {
    readonly id: string;
    readonly username: string;
    readonly password: string;
    addresses: number;
    cards: number;
}

/** An order as the shop decided it. */
export interface StandInOrder {
    readonly customerId: string;
    readonly amountDollars: number;
    readonly items: number;
    readonly status: 201 | 406 | 500;
}

/** What the shop answers: a status, and a JSON value or a text as body. */
export interface Reply {
    readonly status: number;
    readonly body?: unknown;
    /** Log the customer in with this answer. */
    readonly setsLogin?: boolean;
}

/** Who asks: the session, and the customer if it has logged in and sends both cookies. */
export interface Visitor {
    readonly sessionId: string;
    readonly customerId: string | undefined;
}

export class ShopState {
    readonly customers = new Map<string, Customer>();
    readonly orders: StandInOrder[] = [];
    readonly #sessions = new Map<string, string | undefined>();
    /** Item ids by customer id, or by session id for a visitor who has not logged in. */
    readonly #baskets = new Map<string, string[]>();

    constructor() {
        for (const [username, password] of [
            ["user", "password"],
            ["user1", "password"],
            ["Eve_Berger", "eve"],
        ] as const) {
            this.#add({ username, password, addresses: 1, cards: 1 });
        }
    }

    /** The visitor who sends these cookies; without a known session it gets a new one. */
    visitor(cookies: ReadonlyMap<string, string>): Visitor {
        const sent = cookies.get("md.sid");
        const sessionId = sent !== undefined && this.#sessions.has(sent) ? sent : newId();
        if (sessionId !== sent) {
            this.#sessions.set(sessionId, undefined);
        }
        const loggedIn = cookies.get("logged_in") === sessionId;
        return { sessionId, customerId: loggedIn ? this.#sessions.get(sessionId) : undefined };
    }

    /** Log everybody out, as a restart of the session store does. */
    forgetSessions(): void {
        this.#sessions.clear();
    }

    register(visitor: Visitor, body: Record<string, unknown>): Reply {
        const { username, password } = body;
        const known = [...this.customers.values()].some((other) => other.username === username);
        if (typeof username !== "string" || typeof password !== "string" || known) {
            return { status: 500 };
        }
        const customer = this.#add({ username, password, addresses: 0, cards: 0 });
        this.#sessions.set(visitor.sessionId, customer.id);
        return { status: 200, body: { id: customer.id }, setsLogin: true };
    }

    /** Every failure is 401, as in the front-end. */
    login(visitor: Visitor, authorization: string | undefined): Reply {
        const sent = Buffer.from(authorization?.replace(/^Basic /, "") ?? "", "base64").toString();
        const customer = [...this.customers.values()].find(
            (candidate) => `${candidate.username}:${candidate.password}` === sent,
        );
        if (customer === undefined) {
            return { status: 401 };
        }
        this.#sessions.set(visitor.sessionId, customer.id);
        return { status: 200, body: "Cookie is set", setsLogin: true };
    }

    addDetail(visitor: Visitor, detail: "addresses" | "cards"): Reply {
        const customer = this.customers.get(visitor.customerId ?? "");
        if (customer !== undefined) {
            customer[detail] += 1;
        }
        return { status: 200, body: { id: newId() } };
    }

    basket(visitor: Visitor): string[] {
        return this.#baskets.get(visitor.customerId ?? visitor.sessionId) ?? [];
    }

    /** An item that the shop does not sell is taken too, at no price. */
    addToBasket(visitor: Visitor, id: unknown): Reply {
        if (typeof id !== "string") {
            return { status: 500, body: { message: "Must pass id of item to add", error: {} } };
        }
        const key = visitor.customerId ?? visitor.sessionId;
        this.#baskets.set(key, [...this.basket(visitor), id]);
        return { status: 201 };
    }

    emptyBasket(visitor: Visitor): Reply {
        this.#baskets.delete(visitor.customerId ?? visitor.sessionId);
        return { status: 202 };
    }

    placeOrder(visitor: Visitor, paymentUp: boolean): Reply {
        const customer = this.customers.get(visitor.customerId ?? "");
        if (customer === undefined) {
            return { status: 500, body: { message: "User not logged in.", error: {} } };
        }
        if (customer.addresses === 0 || customer.cards === 0) {
            const message =
                "Invalid order request. Order requires customer, address, card and items.";
            return ordersError(406, "Not Acceptable", "InvalidOrderException", message);
        }
        const items = this.basket(visitor);
        const cents = items.reduce((sum, id) => sum + 100 * (prices.get(id) ?? 0), 0);
        const amountDollars = Math.round(cents + 100 * shippingDollars) / 100;
        const declined = amountDollars > paymentLimitDollars;
        const status = !paymentUp ? 500 : declined ? 406 : 201;
        this.orders.push({ customerId: customer.id, amountDollars, items: items.length, status });
        if (status === 500) {
            const message = "Unable to create order due to unspecified IO error.";
            return ordersError(500, "Internal Server Error", "IllegalStateException", message);
        }
        if (status === 406) {
            const message = `Payment declined: amount exceeds ${paymentLimitDollars.toFixed(2)}`;
            return ordersError(406, "Not Acceptable", "PaymentDeclinedException", message);
        }
        return {
            status,
            body: { id: newId(), customerId: customer.id, total: amountDollars },
        };
    }

    #add(details: Omit<Customer, "id">): Customer {
        const customer = { ...details, id: newId() };
        this.customers.set(customer.id, customer);
        return customer;
    }
}

function ordersError(status: number, error: string, exception: string, message: string): Reply {
    const body = { timestamp: Date.now(), status, error, exception, message, path: "/orders" };
    return { status, body };
}

function newId(): string {
    return randomBytes(12).toString("hex");
}
