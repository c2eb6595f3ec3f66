import * as pulumi from "@pulumi/pulumi";

import { faultKind } from "../../scenarios/faultKinds";
import { effectiveFaults, patchableFaults } from "../../scenarios/faults";
import { RefusedError } from "../incident/guardRails";
import type { IncidentSettings } from "../settings/settings";
import { type ImageSet, imageSets, withImages } from "../../shop/images";
import { type ServiceName, services } from "../../shop/services";
import type { ShopPlace } from "./preflight";

/** What an incident's own stack needs to know of the stack that holds the shop. */
export interface BaseShop extends ShopPlace {
    readonly images: ImageSet;
    /** Replicas of the healthy services. */
    readonly replicas: Readonly<Partial<Record<ServiceName, number>>>;
    /** What it has in Datadog names the incidents. */
    readonly namesIncidents: boolean;
}

/** Reads the outputs of the stack that holds the shop; throws when it has no shop. */
export async function readBaseStack(name: string): Promise<BaseShop> {
    await requireStack(name);
    const base = new pulumi.StackReference(name);
    const outputs = ["namespace", "kubeContext", "images", "replicas", "namesIncidents"];
    const [namespace, kubeContext, images, replicas, namesIncidents] = await Promise.all(
        outputs.map((output) => base.getOutputDetails(output)),
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
        images: imageSets.find((set) => set === images?.value) ?? "upstream",
        replicas: (replicas?.value ?? {}) as BaseShop["replicas"],
        namesIncidents: namesIncidents?.value === true,
    };
}

/**
 * Throws for a fault that the incident's own stack could not take back, and for a blind incident
 * that the monitors of the other stack would name.
 */
export function checkBaseStack(incident: IncidentSettings, name: string, base: BaseShop): void {
    const { scenario, memoryFault, blind } = incident;
    const telling =
        blind && base.namesIncidents
            ? [
                  `blind = "true": the monitors of stack ${name} name the incidents. Hide that ` +
                      `first: pulumi up -s ${name} -c blind=true`,
              ]
            : [];
    const shop = withImages(services, base.images);
    const irrevocable = patchableFaults(effectiveFaults(scenario, memoryFault)).flatMap((fault) => {
        const { kind, service } = fault;
        const replicas = base.replicas[service] ?? 1;
        const isDefault = faultKind(fault).isDefault?.({ ...shop[service], replicas });
        if (isDefault === true) {
            return [];
        }
        const [there, given] =
            kind === "replicas"
                ? [`has ${replicas} replicas`, "1"]
                : [`listens on another port (images = ${base.images})`, "the port of its Service"];
        return [
            `baseStack = "${name}": ${service} ${there} there, and an incident's own stack can only ` +
                `give back ${given}. Inject it where the shop is: pulumi up -s ${name} -c incident=` +
                scenario.id,
        ];
    });
    const reasons = [...telling, ...irrevocable];
    if (reasons.length > 0) {
        throw new RefusedError(reasons);
    }
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
