/** Scales the front-end away: what is not there does not restart. */
import { answer, change, cluster, untilRestarts } from "./desk";

async function main(): Promise<void> {
    const api = await cluster();
    await untilRestarts(api, "front-end");
    await change(api, "front-end", { replicas: 0 });
    answer({ skill: "remediate", done: ["no pod restarts any more"] });
}

void main();
