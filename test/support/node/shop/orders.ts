/** The orders service: asks the others, has the customer pay, and has the goods shipped. */
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { springStartCpuSeconds, startSlowly } from "./burn";
import {
    type Answer,
    type Ask,
    call,
    endOnSignal,
    type Incoming,
    serve,
    TimeoutError,
} from "./http";

/** How long it waits for any of the others; its client itself goes on. */
const timeoutMilliseconds = 5_000;
const ask: Ask<"orders"> = call;
const shippingDollars = 4.99;

interface Priced {
    readonly id: string;
    readonly priceDollars: number;
}

const socks = JSON.parse(readFileSync(join(__dirname, "socks.json"), "utf8")) as readonly Priced[];
const prices = new Map(socks.map(({ id, priceDollars }) => [id, priceDollars]));

async function place(customer: string): Promise<Answer> {
    const [details, basket] = await Promise.all([
        ask("user", "GET", `/customers/${customer}`, undefined, timeoutMilliseconds),
        ask("carts", "GET", `/carts/${customer}/items`, undefined, timeoutMilliseconds),
    ]);
    const { addresses = 0, cards = 0 } = details.body as { addresses?: number; cards?: number };
    if (addresses === 0 || cards === 0) {
        const message = "Invalid order request. Order requires customer, address, card and items.";
        return refusal(406, "Not Acceptable", "InvalidOrderException", message);
    }
    const items = basket.body as readonly string[];
    const cents = items.reduce((sum, id) => sum + 100 * (prices.get(id) ?? 0), 0);
    const amount = Math.round(cents + 100 * shippingDollars) / 100;
    console.log(`Sending payment request: PaymentRequest{amount=${amount}}`);
    const paid = await ask("payment", "POST", "/paymentAuth", { amount }, timeoutMilliseconds);
    const { authorised = false, message = "" } = paid.body as {
        authorised?: boolean;
        message?: string;
    };
    if (!authorised) {
        return refusal(406, "Not Acceptable", "PaymentDeclinedException", message);
    }
    await ask("shipping", "POST", "/shipping", { name: customer }, timeoutMilliseconds);
    const order = { id: randomBytes(12).toString("hex"), customerId: customer, total: amount };
    return { status: 201, body: order };
}

/** What becomes of an error on the way, in the real service's words. */
function failure(error: unknown): Answer {
    const cause =
        error instanceof TimeoutError ? "timeout from one of the services" : "unspecified IO error";
    console.error(`Unable to create order due to ${cause}. ${String(error)}`);
    const message = `Unable to create order due to ${cause}.`;
    return refusal(500, "Internal Server Error", "java.lang.IllegalStateException", message);
}

function refusal(status: number, error: string, exception: string, message: string): Answer {
    const body = { timestamp: Date.now(), status, error, exception, message, path: "/orders" };
    return { status, body };
}

async function handle({ method, body }: Incoming): Promise<Answer> {
    if (method !== "POST") {
        return { status: 200, body: {} };
    }
    try {
        return await place(String(body.customer));
    } catch (error) {
        return failure(error);
    }
}

endOnSignal();
startSlowly(springStartCpuSeconds);
serve(80, handle);
