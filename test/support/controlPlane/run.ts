/**
 * A control plane by hand: `npx tsx test/support/controlPlane/run.ts`. Prints how to reach it and
 * runs until Ctrl-C or SIGTERM. For quick experiments: HPA_SYNC_SECONDS, JOB_RUN_SECONDS and
 * JOB_TERMINATION_SECONDS (all in seconds) in the environment.
 */
import { runUntilAsked, type Started } from "./byHand";
import { startKwokPlane } from "./start";

function seconds(name: string): number | undefined {
    const text = process.env[name];
    return text === undefined || text === "" ? undefined : Number(text);
}

async function start(): Promise<Started> {
    const started = Date.now();
    const syncPeriodSeconds = seconds("HPA_SYNC_SECONDS");
    const plane = await startKwokPlane({
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
    ];
    return { lines, stop: () => plane.stop() };
}

void runUntilAsked(start);
