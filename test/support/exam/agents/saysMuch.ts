/**
 * Several agents that only talk, in one: what they say changes nothing, so they can share a shop.
 * Each signs with its name in the prose.
 */
import { readFileSync } from "node:fs";

import { answer, cluster, given, podsOf, untilRestarts } from "./desk";

const alarm = { skill: "detect", incident: true, users: ["errors"] };
const cause = "busy-process-killed-by-probe";

function claims(prose: string, evidence: readonly object[], named = cause): void {
    answer({ skill: "diagnose", service: "front-end", cause: named, evidence, prose });
}

async function main(): Promise<void> {
    const guess = [{ query: "kubectl get pods", showed: "front-end restarts" }];
    const api = await cluster();
    await untilRestarts(api, "front-end");
    for (const one of ["cpu-saturated", "memory-leak", "database-slow", "dns-failure", cause]) {
        claims("claims-all", guess, one);
    }
    const task = readFileSync(`${given("HOME")}/TASK.md`, "utf8");
    const line = task.split("\n").find((one) => one.includes(cause)) ?? "";
    claims("copies", [{ query: "kubectl get pods", showed: line }]);
    const [pod] = await podsOf(api, "name=front-end");
    const restarts = pod?.status.containerStatuses?.[0]?.restartCount ?? 0;
    const showed = `${pod?.metadata.name ?? ""}   0/1   Running   ${restarts}`;
    answer({ ...alarm, since: new Date().toISOString(), prose: "honest" });
    claims("honest", [{ query: "kubectl -n sock-shop get pods", showed }]);
}

void main();
