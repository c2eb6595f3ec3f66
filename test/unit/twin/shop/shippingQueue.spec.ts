import { deepEqual, equal, ok } from "node:assert/strict";

import type { PlannedObject } from "../../../../plan/plan";
import type { QueueSample } from "../../../../twin/observer";
import { objectsOf, played, type Recorder, withReplicas } from "../worlds";

/** A trade of a minute, with queue-master gone from the start on, and what somebody does then. */
async function trade(
    ...later: readonly (readonly [second: number, service: string, replicas: number])[]
): Promise<Recorder> {
    const ill = await objectsOf({ incident: "shipments", duration: "60s" });
    let objects: readonly PlannedObject[] = ill;
    const { seen } = played(ill, {
        phases: [
            {
                atSeconds: -30,
                objects: withReplicas(
                    ill.filter(({ kind }) => kind !== "Job"),
                    "queue-master",
                    1,
                ),
            },
            { atSeconds: 0, objects: ill },
            ...later.map(([atSeconds, service, replicas]) => {
                objects = withReplicas(objects, service, replicas);
                return { atSeconds, from: "loadStart" as const, objects };
            }),
        ],
        afterSeconds: 120,
    });
    return seen;
}

const placed = ({ ended }: Recorder): number =>
    ended.filter(({ name, status }) => name === "Place Order" && status === 201).length;

const last = ({ samples }: Recorder): QueueSample | undefined => samples.at(-1)?.queue;

describe("the queue of shipments", () => {
    it("keeps what nobody reads, while every order succeeds", async () => {
        const seen = await trade();
        const orders = seen.ended.filter(({ name }) => name === "Place Order");
        ok(orders.length > 100 && orders.every(({ failure }) => failure === undefined));
        // The JVM gets no SIGTERM: until its grace is over it goes on taking messages.
        const taken = last(seen)?.acknowledged ?? 0;
        ok(taken > 0 && taken < placed(seen));
        deepEqual(last(seen), {
            name: "shipping-task",
            ready: placed(seen) - taken,
            ...{ unacknowledged: 0, consumers: 0, acknowledged: taken },
        });
        // One line of each: of an order put in, and of one taken out.
        const said = (text: string): number =>
            seen.logs.filter(({ message }) => message.includes(text)).length;
        equal(said("Adding shipment to queue"), placed(seen));
        equal(said("Payment authorised"), placed(seen));
        equal(said("Spawning new container"), taken);
    });

    it("is empty in a healthy shop, and is emptied by a queue-master that comes back", async () => {
        const seen = await trade([40, "queue-master", 1]);
        const before = seen.samples.filter(({ at }) => at < 0);
        ok(before.length > 20);
        ok(before.every(({ queue }) => queue?.consumers === 1 && queue.ready === 0));
        const most = Math.max(...seen.samples.map(({ queue }) => queue?.ready ?? 0));
        ok(most > 50, `${most}`);
        deepEqual(last(seen), {
            name: "shipping-task",
            ...{ ready: 0, unacknowledged: 0, consumers: 1, acknowledged: placed(seen) },
        });
    });

    it("dies with the broker's process, and nobody who orders notices", async () => {
        const seen = await trade([30, "rabbitmq", 0], [50, "rabbitmq", 1]);
        const away = seen.samples.filter(({ queue }) => queue === undefined);
        ok(away.length >= 15, `${away.length}`);
        const orders = seen.ended.filter(({ name }) => name === "Place Order");
        ok(orders.every(({ failure }) => failure === undefined));
        const lost = seen.logs.filter(({ message }) => message.startsWith("Unable to add")).length;
        ok(lost > 10);
        const end = last(seen);
        ok(end !== undefined && end.ready > 0, "what came after the restart waits in a new queue");
        ok(end.ready < placed(seen) - lost, "what was in the old one is gone");
    });
});
