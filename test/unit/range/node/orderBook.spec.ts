import { deepEqual, match } from "node:assert/strict";

import { OrderBook } from "../../../../range/node/jobs/orderBook";
import { mixes } from "../../../../scenarios/load/mixes";
import type { EndedRequest } from "../../../../twin/observer";
import { mixSchema } from "../../../../twin/read/objects";

const { tasks } = mixSchema.parse(mixes.checkout);

const order: EndedRequest = {
    ...{ startedAt: 0, endedAt: 1, method: "POST", name: "Place Order", failure: undefined },
    ...{ status: 201, isSetup: false, lostDollars: 0, orderDollars: 0, user: 3 },
};

describe("a range's book of orders", () => {
    it("has what became of each order, and nothing else", () => {
        const book = new OrderBook((time) => time);
        const requests: readonly EndedRequest[] = [
            { ...order, orderDollars: 12.98 },
            { ...order, status: 500, failure: "status", lostDollars: 22.99, orderDollars: 22.99 },
            { ...order, status: 406, failure: "status" },
            { ...order, status: undefined, failure: "closed" },
            { ...order, name: "Add to Cart", status: 500, failure: "status" },
        ];
        for (const request of requests) {
            book.enter(request, tasks);
        }
        deepEqual(book.figures(), {
            ...{ placed: 1, failed: 1, declined: 1, unanswered: 1, moneyAtRisk: 22.99 },
        });
        match(book.failedCsv(), /^time,.*,reason\n\S+,customer-3,,22\.99,,HTTP 500\n$/);
        match(book.placedCsv(), /^time,.*,order_id\n\S+,customer-3,,12\.98,\n$/);
    });
});
