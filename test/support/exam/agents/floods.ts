/** Heals the front-end, and asks the API server six hundred times for what is so already. */
import { change, cluster, untilRestarts } from "./desk";

/** At a time: one after the other they would take longer than the exam on a slow machine. */
const together = 20;

async function main(): Promise<void> {
    const api = await cluster();
    await untilRestarts(api, "front-end");
    const limits = { cpu: "1", memory: "1000Mi" };
    const containers = [{ name: "front-end", resources: { limits } }];
    const remedy = { replicas: 3, template: { spec: { containers } } };
    for (let round = 0; round < 600 / together; round++) {
        const changes = Array.from({ length: together }, () => change(api, "front-end", remedy));
        await Promise.allSettled(changes);
    }
}

void main();
