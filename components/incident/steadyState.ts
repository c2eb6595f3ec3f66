import * as pulumi from "@pulumi/pulumi";

import type { Gate } from "../settings/settings";
import type { ClusterReader } from "./clusterState";
import { ailmentOf } from "./deploymentHealth";

export interface SteadyStateOptions {
    readonly namespace: string;
    /** What the shop must be healthy for: shown while waiting, like `before the injection`. */
    readonly purpose: string;
    /** What to do when it does not get healthy in time. */
    readonly wayOut: string;
    readonly gate: Gate;
    /** Services that are not looked at, because they carry a fault already. */
    readonly except: readonly string[];
    /** How long to wait for a healthy shop, in seconds. */
    readonly timeoutSeconds: number;
    readonly pollSeconds: number;
    /** Told what is still missing, whenever that changes. */
    readonly report: (message: string) => void;
    readonly sleep: (seconds: number) => Promise<void>;
}

/**
 * Waits until the shop is healthy: an incident injected into a broken shop proves nothing. Throws a
 * {@link pulumi.RunError} naming what is not healthy when the time is up.
 */
export async function awaitSteadyState(
    cluster: ClusterReader,
    options: SteadyStateOptions,
): Promise<void> {
    let reported = "";
    for (let waited = 0; ; waited += options.pollSeconds) {
        const missing = await unhealthy(cluster, options);
        if (missing === undefined) {
            return;
        }
        if (waited >= options.timeoutSeconds) {
            throw new pulumi.RunError(
                `The shop is not healthy ${options.purpose}, after ${options.timeoutSeconds} s: ` +
                    `${missing}. ${options.wayOut}`,
            );
        }
        if (missing !== reported) {
            options.report(`waiting for a healthy shop ${options.purpose}: ${missing}`);
            reported = missing;
        }
        await options.sleep(options.pollSeconds);
    }
}

async function unhealthy(
    cluster: ClusterReader,
    { namespace, gate, except }: SteadyStateOptions,
): Promise<string | undefined> {
    if (gate === "off") {
        return undefined;
    }
    const waiting = (await cluster.deployments(namespace)).flatMap((one) => {
        const ailment = except.includes(one.name) ? undefined : ailmentOf(one);
        return ailment === undefined ? [] : [`${one.name}: ${ailment}`];
    });
    if (waiting.length > 0) {
        return waiting.join(", ");
    }
    return gate === "http" ? cluster.catalogueFailure(namespace) : undefined;
}
