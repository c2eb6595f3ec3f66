import assert from "node:assert/strict";
import { mixes } from "../../scenarios/load/mixes";
import type { Mix } from "../../scenarios/load/mixes";
import { StandInShop } from "../support/standInShop";
import type { StandInShopOptions } from "../support/standInShop";
import { LocustRun } from "./support/locustRun";
import type { FinishedRun, RunOptions } from "./support/locustRun";
import { prepared } from "./support/prepared";
import { removeRuns } from "./support/scripts";

const waitSeconds = { min: 0.1, max: 0.3 };
const hastyCheckout: Mix = { ...mixes.checkout, waitSeconds };
const hastyPublished: Mix = { ...mixes["checkout-published"], waitSeconds };

interface Sale {
    readonly run: FinishedRun;
    readonly shop: StandInShop;
}

/** Let customers buy in a shop of their own; `during` is called ten times a second. */
async function sell(
    shopOptions: StandInShopOptions,
    runOptions: Partial<RunOptions> = {},
    during: (shop: StandInShop) => void = () => undefined,
): Promise<Sale> {
    const shop = await StandInShop.start(shopOptions);
    const timer = setInterval(() => {
        during(shop);
    }, 100);
    try {
        const options = { mix: hastyCheckout, host: shop.url, ...runOptions };
        return { run: await LocustRun.complete(options), shop };
    } finally {
        clearInterval(timer);
        await shop.stop();
    }
}

function dollars(amounts: readonly number[]): number {
    return Math.round(amounts.reduce((sum, amount) => sum + 100 * amount, 0)) / 100;
}

/** The lines of failed-orders.csv or placed-orders.csv as objects. */
function ordersOf(run: FinishedRun, kind: "failed" | "placed"): Record<string, string>[] {
    const [head = "", ...lines] = run.read(`${kind}-orders.csv`).trimEnd().split("\n");
    const names = head.split(",");
    return lines.map((line) =>
        Object.fromEntries(line.split(",").map((value, index) => [names[index] ?? "", value])),
    );
}

describe("checkout", () => {
    after(removeRuns);

    const healthy = prepared(() => sell({}));

    it("each user orders one sock at a time out of its own basket", async () => {
        const { run, shop } = await healthy();
        const { orders } = shop.state;
        assert.equal(new Set(orders.map(({ customerId }) => customerId)).size, 10);
        assert.deepEqual(new Set(orders.map(({ items }) => items)), new Set([1]));
        assert.deepEqual(run.summary.orders, {
            placed: orders.length,
            failed: 0,
            declined: 0,
            unanswered: 0,
            moneyAtRisk: 0,
        });
        assert.ok(orders.length >= 20, `${orders.length} orders`);
        assert.equal(run.summary.totals.failures, 0);
        assert.deepEqual(ordersOf(run, "failed"), []);
        const placed = ordersOf(run, "placed");
        assert.equal(placed.length, orders.length);
        assert.equal(
            dollars(placed.map((line) => Number(line.amount_dollars))),
            dollars(orders.map(({ amountDollars }) => amountDollars)),
        );
        assert.deepEqual(
            new Set(placed.map((line) => line.customer_id)),
            new Set(orders.map(({ customerId }) => customerId)),
        );
        assert.ok(placed.every((line) => /^\d{4}-\d\d-\d\dT[\d:]+\.\d{3}Z$/.test(line.time ?? "")));
    });

    for (const processes of [1, 2]) {
        const down = prepared(() => sell({ paymentUp: false }, { processes }));

        it(`all orders fail when nobody can pay, and each is on record (${processes})`, async () => {
            const { run, shop } = await down();
            const { orders } = run.summary;
            const decided = shop.state.orders;
            assert.ok(decided.length >= 30, `${decided.length} orders`);
            assert.deepEqual(run.task("Place Order").failuresByReason, {
                "HTTP 500": decided.length,
            });
            assert.equal(run.task("Place Order").failureRatio, 1);
            assert.equal(orders?.failed, decided.length);
            assert.equal(orders.placed, 0);
            // The shop's own sum: the script knows prices only from the mix.
            const lost = dollars(decided.map(({ amountDollars }) => amountDollars));
            assert.equal(orders.moneyAtRisk, lost);
            const lines = ordersOf(run, "failed");
            assert.equal(lines.length, decided.length);
            assert.equal(dollars(lines.map((line) => Number(line.amount_dollars))), lost);
            for (const line of lines) {
                const customer = shop.state.customers.get(line.customer_id ?? "");
                assert.equal(line.customer, customer?.username);
                assert.match(line.time ?? "", /^\d{4}-\d\d-\d\dT[\d:]+\.\d{3}Z$/);
                assert.match(line.reason ?? "", /unspecified IO error/);
            }
        });
    }

    const healed = prepared(() =>
        sell({ paymentUp: false }, { seconds: 8 }, (shop) => {
            shop.paymentUp ||= shop.state.orders.length >= 60;
        }),
    );

    it("no order is declined for what earlier failed orders left in the basket", async () => {
        const { run, shop } = await healed();
        const { orders } = run.summary;
        assert.ok((orders?.failed ?? 0) >= 60, JSON.stringify(orders));
        assert.ok((orders?.placed ?? 0) >= 10, JSON.stringify(orders));
        assert.equal(orders?.declined, 0);
        assert.deepEqual(new Set(shop.state.orders.map(({ items }) => items)), new Set([1]));
    });

    const declined = prepared(() =>
        sell({ failing: (route) => (route === "POST /orders" ? 406 : undefined) }),
    );

    it("a declined order is a failure of its own kind, without money at risk", async () => {
        const { run } = await declined();
        const { requests, failuresByReason } = run.task("Place Order");
        assert.deepEqual(failuresByReason, { declined: requests });
        assert.equal(run.summary.orders?.declined, requests);
        assert.equal(run.summary.orders.moneyAtRisk, 0);
    });

    const unanswered = prepared(() => sell({ broken: { "POST /orders": "close" } }));

    it("an order without an answer is sent once, and its money is not called lost", async () => {
        const { run, shop } = await unanswered();
        const { requests, failuresByReason } = run.task("Place Order");
        assert.ok(requests >= 30, `${requests} orders`);
        assert.deepEqual(failuresByReason, { "closed: no answer": requests });
        assert.equal(shop.count("POST /orders"), requests);
        assert.equal(run.summary.orders?.unanswered, requests);
        assert.equal(run.summary.orders.moneyAtRisk, 0);
    });

    const troubled = prepared(() =>
        sell(
            {
                failing: (route, count) =>
                    (route === "POST /register" && count <= 4) ||
                    (route === "POST /cards" && count === 1) ||
                    (route === "DELETE /cart" && count % 5 === 0)
                        ? 500
                        : undefined,
                // Registered, but nobody is told: the name is taken.
                losing: (route, count) => route === "POST /register" && count === 5,
            },
            { seconds: 8 },
        ),
    );

    it("nobody orders out of a basket that could not be emptied", async () => {
        const { run, shop } = await troubled();
        assert.ok(run.task("Empty Cart").failures > 5);
        assert.deepEqual(new Set(shop.state.orders.map(({ items }) => items)), new Set([1]));
    });

    it("setup that fails is counted under its name and tried again", async () => {
        const { run, shop } = await troubled();
        assert.deepEqual(run.task("Register").failuresByReason, {
            "HTTP 500": 4,
            "closed: no answer": 1,
        });
        assert.deepEqual(run.task("Add Card").failuresByReason, { "HTTP 500": 1 });
        assert.equal(run.task("Place Order").failures, 0);
        assert.equal(new Set(shop.state.orders.map(({ customerId }) => customerId)).size, 10);
    });

    let forgotten = false;
    const loggedOut = prepared(() =>
        sell({}, { seconds: 8 }, ({ state }) => {
            if (!forgotten && state.orders.length >= 30) {
                forgotten = true;
                state.forgetSessions();
            }
        }),
    );

    it("a customer who is logged out logs in again and goes on ordering", async () => {
        const { run, shop } = await loggedOut();
        assert.deepEqual(run.task("Place Order").failuresByReason, {
            "HTTP 500": 10,
        });
        assert.equal(run.task("Log In").failures, 0);
        assert.equal(run.task("Log In").requests, 20);
        assert.equal(run.summary.orders?.placed, shop.state.orders.length);
    });

    for (const paymentUp of [true, false]) {
        const published = prepared(() => sell({ paymentUp }, { mix: hastyPublished }));

        it(`the published way of counting passes with payment ${paymentUp ? "up" : "down"}`, async () => {
            const { run, shop } = await published();
            assert.ok(run.task("Place Order").requests >= 30);
            assert.equal(run.task("Place Order").failures, 0);
            assert.deepEqual(run.task("Login").failuresByReason, { "HTTP 404": 10 });
            assert.equal(shop.state.orders.length, 0, "not one order got as far as payment");
            assert.equal(run.summary.orders, null);
        });
    }
});
