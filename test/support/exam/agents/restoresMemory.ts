/** Gives the front-end its memory back, and has four pods share its users. */
import { answer, change, cluster, raiseAlarm, untilRestarts } from "./desk";

async function main(): Promise<void> {
    const api = await cluster();
    await untilRestarts(api, "front-end");
    raiseAlarm("errors", "slowness");
    const containers = [{ name: "front-end", resources: { limits: { memory: "1000Mi" } } }];
    await change(api, "front-end", { replicas: 4, template: { spec: { containers } } });
    answer({ skill: "remediate", done: ["memory as it was, and four pods"] });
}

void main();
