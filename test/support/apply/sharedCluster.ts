/** The cluster that the specs of this tier share, and how they reach it. */
import { connectOrStart, type KwokPlane, type TestCluster } from "../controlPlane";

let connecting: Promise<TestCluster> | undefined;

/**
 * One for all specs: a control plane takes a quarter of a minute to start. Autoscalers are looked
 * at every 15 s, as everywhere; only the patience with young pods is gone, because simulated ones
 * need no warm-up.
 */
export function sharedCluster(): Promise<TestCluster> {
    connecting ??= connectOrStart({
        autoscaler: { cpuInitializationSeconds: 0, initialReadinessDelaySeconds: 0 },
    });
    return connecting;
}

// Of the root suite: runs once, after the last spec.
after("end the shared cluster", async () => {
    const cluster = await connecting;
    await cluster?.stop();
});

/** The control plane of our own; skips the test, or the suite, where there is none. */
export function ownOrSkip({ own }: TestCluster, context: Mocha.Context): KwokPlane {
    return own ?? context.skip();
}

/** Where a spec puts its shop. */
export interface Plot {
    readonly namespace: string;
    /** Node ports belong to the whole cluster, so each shop needs another one. */
    readonly nodePort: number;
}

/** The settings that put a shop there. */
export function settingsFor(
    { contextName }: TestCluster,
    { namespace, nodePort }: Plot,
): Readonly<Record<string, string>> {
    return {
        namespace,
        nodePort: String(nodePort),
        kubeContext: contextName,
        allowContexts: JSON.stringify([contextName]),
    };
}
