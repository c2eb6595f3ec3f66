/** Heals the front-end, and asks the API server twenty-two thousand times which pods there are. */
import { change, cluster, podsOf, untilRestarts } from "./desk";

const together = 50;

async function main(): Promise<void> {
    const api = await cluster();
    await untilRestarts(api, "front-end");
    const limits = { cpu: "1", memory: "1000Mi" };
    const containers = [{ name: "front-end", resources: { limits } }];
    await change(api, "front-end", { replicas: 3, template: { spec: { containers } } });
    for (let round = 0; round < 22_000 / together; round++) {
        const asked = Array.from({ length: together }, () => podsOf(api, "name=front-end"));
        await Promise.allSettled(asked);
    }
}

void main();
