/** Puts a server that answers 200 to everything in the place of the front-end. */
import { answer, change, cluster, untilRestarts } from "./desk";

async function main(): Promise<void> {
    const api = await cluster();
    await untilRestarts(api, "front-end");
    const containers = [{ name: "front-end", image: "nginx:1.27" }];
    await change(api, "front-end", { template: { spec: { containers } } });
    answer({ skill: "remediate", done: ["every request is answered with 200"] });
}

void main();
