/** Sees the front-end restart, gives it what it lacks, and says so. */
import { answer, change, cluster, untilRestarts } from "./desk";

async function main(): Promise<void> {
    const api = await cluster();
    await untilRestarts(api, "front-end");
    answer({ skill: "detect", incident: true });
    const limits = { cpu: "1", memory: "1000Mi" };
    const containers = [{ name: "front-end", resources: { limits } }];
    await change(api, "front-end", { replicas: 3, template: { spec: { containers } } });
    answer({ skill: "remediate", done: ["three pods with more CPU"] });
}

void main();
