import type { Evidence } from "../evidence/evidence";
import { unshippedOrders } from "./orders";

/** Who was harmed by a run, and how much. */
export interface Harm {
    readonly requestsFailed: number;
    readonly requests: number;
    /** Users to whom a request failed or took over a second; null where they are not told apart. */
    readonly usersHit: number | null;
    readonly users: number;
    readonly ordersFailed: number;
    /** Orders that were paid and wait for shipment at the load's end; null: nobody looks at the queue. */
    readonly ordersUnshipped: number | null;
    /** Money of the orders that failed, in dollars. */
    readonly moneyAtRiskDollars: number;
}

export function harmOf(evidence: Evidence): Harm {
    const { requests, run } = evidence;
    return {
        requestsFailed: requests.total.failures,
        requests: requests.total.requests,
        usersHit: requests.usersHit ?? null,
        users: run.users,
        ordersFailed: requests.failedOrders,
        ordersUnshipped: unshippedOrders(evidence) ?? null,
        moneyAtRiskDollars: requests.moneyAtRiskDollars,
    };
}
