/** Takes the first change of a Deployment that it sees for an incident. */
import { setTimeout as sleep } from "node:timers/promises";

import { answer, cluster, podsOf } from "./desk";

async function main(): Promise<void> {
    const api = await cluster();
    while ((await podsOf(api, "job-name")).length === 0) {
        await sleep(200);
    }
    await sleep(3000);
    answer({ skill: "detect", incident: true, users: ["errors"] });
}

void main();
