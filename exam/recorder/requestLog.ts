/** What the load's users saw, by the second in which a request ended. */
import type { EndedRequest } from "../../twin/observer";
import { slowSeconds } from "../../twin/telemetry/fineSeries";
import type { FailureReason } from "../../evidence/evidence";
import type {
    LostOrder,
    PlacedOrder,
    RequestSecond,
    TaskSecond,
    WaitingShipments,
} from "../record/record";

interface Count {
    ended: number;
    failed: number;
    slow: number;
    totalMs: number;
    slowestMs: number;
    readonly reasons: Partial<Record<FailureReason, number>>;
}

interface Second {
    users: number;
    readonly tasks: Map<string, Count>;
}

export class RequestLog {
    private readonly seconds = new Map<number, Second>();
    private readonly lost: LostOrder[] = [];
    private readonly placed: PlacedOrder[] = [];
    private readonly waiting: WaitingShipments[] = [];

    /** @param zero time of the first user, in the same seconds as those of the requests */
    constructor(private readonly zero: number) {}

    ended(request: EndedRequest): void {
        const { endedAt, startedAt, method, name, failure, isSetup } = request;
        if (isSetup) {
            return;
        }
        const count = this.countOf(endedAt, `${method} ${name}`);
        const milliseconds = (endedAt - startedAt) * 1000;
        count.ended += 1;
        count.totalMs += milliseconds;
        count.slow += milliseconds > slowSeconds * 1000 ? 1 : 0;
        count.slowestMs = Math.max(count.slowestMs, milliseconds);
        if (failure !== undefined) {
            count.failed += 1;
            count.reasons[failure] = (count.reasons[failure] ?? 0) + 1;
        }
        if (request.orderDollars > 0) {
            this.ordered(request);
        }
    }

    /** So many users there are at that time, and so many orders that wait for shipment. */
    sampled(time: number, users: number, waiting = 0): void {
        this.secondOf(time).users = users;
        if (waiting !== (this.waiting.at(-1)?.count ?? 0)) {
            this.waiting.push({ at: rounded(time - this.zero), count: waiting });
        }
    }

    /** Seconds in which nothing ended and nobody was there are left out. */
    get rows(): readonly RequestSecond[] {
        return [...this.seconds]
            .sort(([one], [other]) => one - other)
            .filter(([, { users, tasks }]) => users > 0 || tasks.size > 0)
            .map(([at, { users, tasks }]) => ({ at, users, tasks: asTasks(tasks) }));
    }

    get lostOrders(): readonly LostOrder[] {
        return this.lost;
    }

    get placedOrders(): readonly PlacedOrder[] {
        return this.placed;
    }

    get waitingShipments(): readonly WaitingShipments[] {
        return this.waiting;
    }

    private ordered({ endedAt, user, status, failure, ...of }: EndedRequest): void {
        const order = {
            at: rounded(endedAt - this.zero),
            customer: `customer-${user}`,
            dollars: of.orderDollars,
        };
        if (of.lostDollars > 0) {
            this.lost.push({ ...order, ...(status === undefined ? {} : { status }) });
        } else if (failure === undefined || failure === "slow") {
            this.placed.push(order);
        }
    }

    private countOf(time: number, task: string): Count {
        const { tasks } = this.secondOf(time);
        const known = tasks.get(task);
        if (known !== undefined) {
            return known;
        }
        const made: Count = { ended: 0, failed: 0, slow: 0, totalMs: 0, slowestMs: 0, reasons: {} };
        tasks.set(task, made);
        return made;
    }

    private secondOf(time: number): Second {
        const at = Math.floor(time - this.zero);
        const known = this.seconds.get(at);
        if (known !== undefined) {
            return known;
        }
        const made: Second = { users: 0, tasks: new Map() };
        this.seconds.set(at, made);
        return made;
    }
}

function asTasks(tasks: ReadonlyMap<string, Count>): RequestSecond["tasks"] {
    const sorted = [...tasks].sort(([one], [other]) => (one < other ? -1 : 1));
    return Object.fromEntries(
        sorted.map(([name, count]): [string, TaskSecond] => [
            name,
            { ...count, totalMs: rounded(count.totalMs), slowestMs: rounded(count.slowestMs) },
        ]),
    );
}

/** To the thousandth. */
export function rounded(value: number): number {
    return Math.round(value * 1000) / 1000;
}
