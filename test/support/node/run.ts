/**
 * A node by hand: `npx tsx test/support/node/run.ts`. Prints how to reach it and runs until Ctrl-C
 * or SIGTERM.
 */
import { prepareMachine } from "./machine";
import { startNode } from "./start";

async function main(): Promise<void> {
    const missing = await prepareMachine((line) => void process.stderr.write(`${line}\n`));
    if (missing !== undefined) {
        throw new Error(`No node can be had here: ${missing}.`);
    }
    const stopAsked = new Promise<void>((resolve) => {
        process.once("SIGINT", resolve);
        process.once("SIGTERM", resolve);
    });
    const node = await startNode();
    const lines = [
        `Kubernetes ${node.kubernetesVersion} at ${node.serverUrl}`,
        `KUBECONFIG=${node.kubeconfigPath}`,
        `context ${node.contextName}; logs in ${node.logsDirectory}`,
        `on the node: ${node.enter.join(" ")} <command>; pods' cgroup ${node.cgroup}`,
        `Ctrl-C ends it, or SIGTERM to process ${process.pid} (npx does not pass that on).`,
    ];
    process.stdout.write(`${lines.join("\n")}\n`);
    const keepAlive = setInterval(() => undefined, 1 << 30);
    await stopAsked;
    clearInterval(keepAlive);
    process.stdout.write("Ending …\n");
    await node.stop();
}

void main();
