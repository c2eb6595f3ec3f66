import type { Evidence } from "../evidence/evidence";

/** Who was harmed by a run, and how much. */
export interface Harm {
    readonly requestsFailed: number;
    readonly requests: number;
    /** Users to whom a request failed or took over a second; null where they are not told apart. */
    readonly usersHit: number | null;
    readonly users: number;
    readonly ordersFailed: number;
    /** Money of the orders that failed, in dollars. */
    readonly moneyAtRiskDollars: number;
}

export function harmOf({ requests, run }: Evidence): Harm {
    return {
        requestsFailed: requests.total.failures,
        requests: requests.total.requests,
        usersHit: requests.usersHit ?? null,
        users: run.users,
        ordersFailed: requests.failedOrders,
        moneyAtRiskDollars: requests.moneyAtRiskDollars,
    };
}
