/** Runs six pods of the front-end in place of one, and changes nothing else. */
import { answer, change, cluster, raiseAlarm, untilRestarts } from "./desk";

async function main(): Promise<void> {
    const api = await cluster();
    await untilRestarts(api, "front-end");
    raiseAlarm("errors", "slowness");
    await change(api, "front-end", { replicas: 6 });
    answer({ skill: "remediate", done: ["six pods"] });
}

void main();
