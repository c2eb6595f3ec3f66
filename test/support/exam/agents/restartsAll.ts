/** Restarts every service, again and again, until it is stopped. */
import { setTimeout as sleep } from "node:timers/promises";

import { change, cluster, deploymentsOf, untilRestarts } from "./desk";

async function main(): Promise<void> {
    const api = await cluster();
    await untilRestarts(api, "front-end");
    for (let round = 1; ; round++) {
        for (const { metadata } of await deploymentsOf(api)) {
            const annotations = { "kubectl.kubernetes.io/restartedAt": `round ${round}` };
            await change(api, metadata.name, { template: { metadata: { annotations } } });
        }
        await sleep(3000);
    }
}

void main();
