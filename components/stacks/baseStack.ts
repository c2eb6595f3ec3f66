import * as pulumi from "@pulumi/pulumi";

import { RefusedError } from "../incident/guardRails";
import type { ServiceName } from "../sockShop/services";
import type { ShopPlace } from "./preflight";

/** What an incident's own stack needs to know of the stack that holds the shop. */
export interface BaseShop extends ShopPlace {
    /** Replicas of the healthy services. */
    readonly replicas: Readonly<Partial<Record<ServiceName, number>>>;
}

/** Reads the outputs of the stack that holds the shop; throws when it has no shop. */
export async function readBaseStack(name: string): Promise<BaseShop> {
    await requireStack(name);
    const base = new pulumi.StackReference(name);
    const [namespace, kubeContext, replicas] = await Promise.all(
        ["namespace", "kubeContext", "replicas"].map((output) => base.getOutputDetails(output)),
    );
    if (typeof namespace?.value !== "string" || typeof kubeContext?.value !== "string") {
        throw new RefusedError([
            `baseStack = "${name}": that stack holds no shop yet. Bring it up first: ` +
                `pulumi up -s ${name}`,
        ]);
    }
    return {
        namespace: namespace.value,
        kubeContext: kubeContext.value,
        replicas: (replicas?.value ?? {}) as BaseShop["replicas"],
    };
}

/** A reference to a stack that is not there ends the program with an error of the engine's own. */
async function requireStack(name: string): Promise<void> {
    try {
        await pulumi.runtime.invoke("pulumi:pulumi:readStackOutputs", { name });
    } catch (error) {
        throw new RefusedError([
            `baseStack = "${name}": no such stack (${String(error)}). List them with: ` +
                `pulumi stack ls; make it with: pulumi stack init ${name} && pulumi up -s ${name}`,
        ]);
    }
}
