/** The user service: customers with their addresses and cards. */
import { randomBytes } from "node:crypto";
import { endOnSignal, serve, type Answer, type Incoming } from "./http";

interface Customer {
    readonly id: string;
    readonly username: unknown;
    readonly password: unknown;
    addresses: number;
    cards: number;
}

const customers = new Map<string, Customer>();

function add(username: unknown, password: unknown, details: number): Customer {
    const id = randomBytes(12).toString("hex");
    const customer = { id, username, password, addresses: details, cards: details };
    customers.set(id, customer);
    return customer;
}

add("user", "password", 1);
add("user1", "password", 1);
add("Eve_Berger", "eve", 1);

function named(username: unknown): Customer | undefined {
    return [...customers.values()].find((customer) => customer.username === username);
}

function handle({ method, path, body }: Incoming): Answer {
    const [, collection = "", id = "", detail] = path.split("/");
    if (collection === "health") {
        return { status: 200, body: { health: [{ service: "user", status: "OK" }] } };
    }
    if (collection === "login") {
        const customer = named(body.username);
        const isRight = customer !== undefined && customer.password === body.password;
        return isRight ? { status: 200, body: { id: customer.id } } : { status: 401 };
    }
    if (collection === "register") {
        const isValid = typeof body.username === "string" && named(body.username) === undefined;
        return isValid
            ? { status: 200, body: { id: add(body.username, body.password, 0).id } }
            : { status: 500 };
    }
    const customer = customers.get(id);
    if (customer === undefined) {
        return { status: 404 };
    }
    if (method === "POST" && (detail === "addresses" || detail === "cards")) {
        customer[detail] += 1;
        return { status: 200, body: { id: randomBytes(12).toString("hex") } };
    }
    const { addresses, cards } = customer;
    return { status: 200, body: { addresses, cards } };
}

endOnSignal();
serve(80, handle);
