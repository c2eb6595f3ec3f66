/** Lets the front-end's liveness probe wait for more failures, and has six pods share its users. */
import { answer, change, cluster, raiseAlarm, untilRestarts } from "./desk";

async function main(): Promise<void> {
    const api = await cluster();
    await untilRestarts(api, "front-end");
    raiseAlarm("errors", "slowness");
    const containers = [{ name: "front-end", livenessProbe: { failureThreshold: 10 } }];
    await change(api, "front-end", { replicas: 6, template: { spec: { containers } } });
    answer({ skill: "remediate", done: ["a patient liveness probe, and six pods"] });
}

void main();
