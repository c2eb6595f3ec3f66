import { type Alteration, altered, borrowing, changing, pausing, without } from "../support/alter";
import { fires, type NearMiss, silent, type Simulated } from "../support/nearMisses";

const depth = "sockshop.queue.messages_ready";
const consumers = "sockshop.queue.consumers";
const taken = "sockshop.queue.acknowledged.count";
const paid = "sockshop.orders.paid";

/** So many messages are taken in each reading, 15 s apart. */
const taking = (count: (second: number) => number): Alteration =>
    changing(taken, (_, second) => count(second));

/** So many read the queue. */
const read = (count: (second: number) => number): Alteration =>
    changing(consumers, (_, second) => count(second));

/** So many messages wait. */
const waiting = (count: (second: number) => number): Alteration =>
    changing(depth, (_, second) => count(second));

export function nearMisses(runs: Simulated): readonly NearMiss[] {
    const [shipments, payment] = [runs("shipments"), runs("payment")];
    const composite = "incident-shipments";
    return [
        {
            name: "a broker that is gone: orders succeed, and nothing is in a queue",
            evidence: altered(shipments, without("sockshop.queue")),
            fires: ["shipments-behind-orders"],
            silent: [composite, "shipping-queue-unread", "shipping-queue-depth"],
        },
        {
            name: "a queue that nobody reads while nobody orders",
            evidence: altered(shipments, without(paid)),
            fires: ["shipping-queue-unread"],
            silent: [composite, "shipments-behind-orders"],
        },
        {
            name: "a consumer that is there, and as good as stands still",
            evidence: altered(
                shipments,
                read(() => 1),
            ),
            fires: ["shipments-behind-orders", "shipping-queue-depth"],
            silent: [composite, "shipping-queue-unread"],
        },
        {
            name: "queue-master restarts: nobody reads for 110 s of heavy trade",
            evidence: altered(
                shipments,
                read((second) => (second >= 60 && second < 170 ? 0 : 1)),
                waiting((second) => (second >= 60 && second < 170 ? 3 * (second - 60) : 0)),
                taking((second) => (second >= 60 && second < 170 ? 0 : second < 185 ? 360 : 45)),
            ),
            fires: [],
            silent: [composite, "shipping-queue-unread", "shipping-queue-depth"],
        },
        silent(
            "shipments a little behind orders: what two readings differ by",
            altered(
                shipments,
                borrowing(payment, consumers),
                taking(() => 45),
            ),
            "shipments-behind-orders",
        ),
        silent(
            "eighty messages, and no more",
            altered(
                shipments,
                waiting(() => 80),
            ),
            "shipping-queue-depth",
        ),
        fires(
            "a queue that nobody reads, looked at every other time",
            altered(
                shipments,
                pausing(consumers, (second) => Math.floor(second / 15) % 2 === 0),
            ),
            "shipping-queue-unread",
            composite,
        ),
        fires(
            "orders that outrun shipments by a half",
            altered(
                shipments,
                taking(() => 20),
            ),
            "shipments-behind-orders",
        ),
    ];
}
