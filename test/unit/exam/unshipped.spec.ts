import { deepEqual, equal } from "node:assert/strict";

import { impactUntil, truthOf } from "../../../exam/truth/truth";
import type { ExamRecord, PlacedOrder } from "../../../exam/record/record";
import { recordOf } from "./recordOf";

const placedOrders = [10, 20, 30, 40].map((at): PlacedOrder => ({
    at,
    customer: `customer-${at}`,
    dollars: at,
}));

/** Two orders wait at first, three later, and in the end none. */
const change: Partial<ExamRecord> = {
    placedOrders,
    waitingShipments: [
        { at: 20, count: 2 },
        { at: 45, count: 3 },
        { at: 60, count: 0 },
    ],
};

function story(endedAt: number): ExamRecord {
    return recordOf({ task: "shipments", served: () => ({ ended: 10 }), endedAt, change });
}

describe("what an exam of shipments asks for", () => {
    it("is the latest orders, as many as wait at the moment of the answer", () => {
        const record = story(50);
        const { traffic } = truthOf(record);
        const at = (until: number): unknown => {
            const { lostOrders, lostDollars, customers } = impactUntil(record, traffic, 0, until);
            return [lostOrders, lostDollars, customers];
        };
        deepEqual(at(15), [0, 0, []]);
        deepEqual(at(25), [2, 30, ["customer-10", "customer-20"]]);
        deepEqual(at(50), [3, 90, ["customer-20", "customer-30", "customer-40"]]);
        deepEqual(at(70), [0, 0, []]);
    });

    it("has the messages at risk and nobody but queue-master affected", () => {
        const truth = truthOf(story(50));
        deepEqual(truth.causes, [{ service: "queue-master", cause: "scaled-to-zero" }]);
        deepEqual(truth.affected, ["queue-master"]);
        deepEqual(truth.dataAtRisk, ["messages"]);
        equal(truth.firstHarm, undefined);
    });
});
