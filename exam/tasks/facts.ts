/** The figures of a run that prompts leave open. */
import { entrance } from "../../verdict/counts";
import type { runFacts } from "../../scenarios/scenario";
import type { ExamRecord } from "../record/record";
import { impactUntil, type Truth, unshippedUntil } from "../truth/truth";

export type RunFact = (typeof runFacts)[number];

/** What a run has so far; what it has none of is not there. */
export function factsOf(
    record: ExamRecord,
    { firstHarm, traffic }: Truth,
): Readonly<Partial<Record<RunFact, string>>> {
    const from = firstHarm ?? 0;
    const { failedShare, lostOrders, lostDollars } = impactUntil(
        record,
        traffic,
        from,
        record.endedAt,
    );
    const users = Math.max(0, ...record.requests.map((second) => second.users));
    const [order] = record.lostOrders;
    return {
        startedAt: new Date((record.zeroAt + from / record.speed) * 1000)
            .toISOString()
            .slice(11, 16),
        users: String(users),
        failureRatio: `${Math.round(failedShare * 100)} %`,
        frontEndRestarts: String(restartsOf(record, entrance)),
        failedOrders: String(lostOrders),
        moneyAtRisk: money(lostDollars),
        unshippedOrders: String(unshippedUntil(record, record.endedAt).length),
        // No order that failed has an id: it is known by its customer.
        ...(order && { orderId: `of ${order.customer}`, orderAmount: money(order.dollars) }),
    };
}

const money = (dollars: number): string => `$${dollars.toFixed(2)}`;

/** Restarts of a service's pods since the load began, of those that have gone as well. */
export function restartsOf({ pods }: Pick<ExamRecord, "pods">, service: string): number {
    const most = new Map<string, number>();
    const before = new Map<string, number>();
    for (const entry of pods.filter((one) => one.service === service)) {
        for (const { name, restarts } of entry.pods) {
            (entry.at <= 0 ? before : most).set(name, restarts);
        }
    }
    return [...most].reduce((sum, [name, count]) => sum + count - (before.get(name) ?? 0), 0);
}
