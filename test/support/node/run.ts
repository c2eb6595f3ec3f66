/**
 * A node by hand: `npx tsx test/support/node/run.ts`. Prints how to reach it and runs until Ctrl-C
 * or SIGTERM.
 */
import { runUntilAsked, type Started } from "../controlPlane/byHand";
import { reportToStandardError } from "../controlPlane/options";
import { prepareMachine } from "./machine";
import { startNode } from "./start";

async function start(): Promise<Started> {
    const missing = await prepareMachine(reportToStandardError);
    if (missing !== undefined) {
        throw new Error(`No node can be had here: ${missing}.`);
    }
    const node = await startNode();
    const lines = [
        `Kubernetes ${node.kubernetesVersion} at ${node.serverUrl}`,
        `KUBECONFIG=${node.kubeconfigPath}`,
        `context ${node.contextName}; logs in ${node.logsDirectory}`,
        `on the node: ${node.enter.join(" ")} <command>; pods' cgroup ${node.cgroup}`,
    ];
    return { lines, stop: () => node.stop() };
}

void runUntilAsked(start);
