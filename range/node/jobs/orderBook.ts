/** The book of orders: scenarios/load/orders.py in the simulation. */
import { stringify } from "csv-stringify/sync";

import type { OrderFigures } from "../../../scenarios/load/summary";
import { isOrder } from "../../../scenarios/load/mixes";
import type { EndedRequest } from "../../../twin/observer";
import type { MixSpec } from "../../../twin/read/objects";

interface PlacedOrder {
    readonly time: string;
    readonly customer: string;
    readonly customer_id: string;
    readonly amount_dollars: number;
    readonly order_id: string;
}

interface FailedOrder extends PlacedOrder {
    readonly reason: string;
}

const columns = ["time", "customer", "customer_id", "amount_dollars", "order_id"];

/** HTTP: declined for its amount. */
const declined = 406;

export class OrderBook {
    private readonly placed: PlacedOrder[] = [];
    private declined = 0;
    private unanswered = 0;
    private readonly failed: FailedOrder[] = [];

    /** @param toWall of a time of the world: when clients say that it was */
    constructor(private readonly toWall: (world: number) => number) {}

    /** @param tasks of the mix: which of them places orders, and what that is called */
    enter(request: EndedRequest, tasks: MixSpec["tasks"]): void {
        const { method, name, failure, status } = request;
        if (!tasks.some((one) => isOrder(one) && one.method === method && one.name === name)) {
            return;
        }
        if (status === undefined) {
            this.unanswered++;
        } else if (status === declined) {
            this.declined++;
        } else if (request.lostDollars > 0) {
            this.failed.push({ ...this.orderOf(request), reason: `HTTP ${status}` });
        } else if (failure === undefined || failure === "slow") {
            this.placed.push(this.orderOf(request));
        }
    }

    figures(): OrderFigures {
        const sum = this.failed.reduce((total, order) => total + order.amount_dollars, 0);
        const { placed, declined: refused, unanswered, failed } = this;
        const moneyAtRisk = Math.round(sum * 100) / 100;
        return {
            placed: placed.length,
            failed: failed.length,
            declined: refused,
            unanswered,
            moneyAtRisk,
        };
    }

    failedCsv(): string {
        return stringify([...this.failed], { header: true, columns: [...columns, "reason"] });
    }

    placedCsv(): string {
        return stringify([...this.placed], { header: true, columns });
    }

    /** Customers and orders of the simulation have no ids. */
    private orderOf({ endedAt, user, orderDollars }: EndedRequest): PlacedOrder {
        return {
            time: new Date(this.toWall(endedAt) * 1000).toISOString(),
            ...{ customer: `customer-${user}`, customer_id: "", order_id: "" },
            amount_dollars: orderDollars,
        };
    }
}
