/**
 * A control plane by hand: `npx tsx test/support/controlPlane/run.ts`. Prints how to reach it and
 * runs until Ctrl-C or SIGTERM. For quick experiments: HPA_SYNC_SECONDS, JOB_RUN_SECONDS and
 * JOB_TERMINATION_SECONDS (all in seconds) in the environment.
 */
import { startControlPlane } from "./start";

function seconds(name: string): number | undefined {
    const text = process.env[name];
    return text === undefined || text === "" ? undefined : Number(text);
}

async function main(): Promise<void> {
    const stopAsked = new Promise<void>((resolve) => {
        process.once("SIGINT", resolve);
        process.once("SIGTERM", resolve);
    });
    const started = Date.now();
    const syncPeriodSeconds = seconds("HPA_SYNC_SECONDS");
    const plane = await startControlPlane({
        autoscaler: syncPeriodSeconds === undefined ? {} : { syncPeriodSeconds },
        pods: {
            jobRunSeconds: seconds("JOB_RUN_SECONDS"),
            jobTerminationSeconds: seconds("JOB_TERMINATION_SECONDS"),
        },
    });
    const took = ((Date.now() - started) / 1000).toFixed(1);
    const lines = [
        `Kubernetes ${plane.kubernetesVersion} at ${plane.serverUrl}, ready after ${took} s.`,
        `KUBECONFIG=${plane.kubeconfigPath}`,
        `context ${plane.contextName}; logs in ${plane.logsDirectory}`,
        `Ctrl-C ends it, or SIGTERM to process ${process.pid} (npx does not pass that on).`,
    ];
    process.stdout.write(`${lines.join("\n")}\n`);
    const keepAlive = setInterval(() => undefined, 1 << 30);
    await stopAsked;
    clearInterval(keepAlive);
    process.stdout.write("Ending …\n");
    await plane.stop();
}

void main();
