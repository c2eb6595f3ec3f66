/** Sees the front-end restart, gives it what it lacks, and says so. */
import { setTimeout as sleep } from "node:timers/promises";

import { answer, cluster, deployments, podsOf } from "./desk";

const merge = "application/strategic-merge-patch+json";

async function main(): Promise<void> {
    const api = await cluster();
    const restarts = async (): Promise<number> =>
        (await podsOf(api, "name=front-end"))
            .flatMap(({ status }) => status.containerStatuses ?? [])
            .reduce((sum, { restartCount }) => sum + restartCount, 0);
    while ((await restarts()) === 0) {
        await sleep(200);
    }
    answer({ skill: "detect", incident: true });
    const limits = { cpu: "1", memory: "1000Mi" };
    const container = { name: "front-end", resources: { limits } };
    const wanted = { replicas: 3, template: { spec: { containers: [container] } } };
    await api.request("PATCH", `${deployments}/front-end`, { spec: wanted }, merge);
    answer({ skill: "remediate", done: "three pods with more CPU" });
}

void main();
