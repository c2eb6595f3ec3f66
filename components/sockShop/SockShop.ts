import * as pulumi from "@pulumi/pulumi";

import { Autoscaler } from "./Autoscaler";
import type { BroughtPart, FaultedPart } from "../../scenarios/faultKinds";
import type { FaultedObject } from "../../scenarios/faults";
import type { ChangedShop } from "../../shop/changes";
import { EgressPolicy } from "./EgressPolicy";
import { Microservice } from "./Microservice";
import { NetworkPolicies } from "./NetworkPolicies";
import { serviceNames, type ServiceName } from "../../shop/services";

export interface SockShopArgs {
    /** The services as they are to be, faults and remediations included. */
    shop: ChangedShop;
    namespace: pulumi.Input<string>;
    /** Node port of the front-end, 30000 to 32767. */
    nodePort: number;
    /** Context of the kubeconfig; replica counts are put back through it. */
    kubeContext: string;
    /** Whether only a service's callers may connect to it. Default false. */
    networkPolicies?: boolean;
    /** Objects with a fault, and what must exist before the fault is set: its expiry. */
    faulted?: {
        readonly objects: readonly FaultedObject[];
        /** Label of the run. */
        readonly run: string;
        readonly expiry: pulumi.Resource | undefined;
    };
}

/** The whole Sock Shop: fourteen services, and what sizes and shields them. */
export class SockShop extends pulumi.ComponentResource {
    readonly microservices: Readonly<Record<ServiceName, Microservice>>;
    /**
     * Known once the API server has all Deployments, Services and autoscalers; pods may still be
     * starting.
     */
    readonly applied: pulumi.Output<readonly string[]>;

    constructor(name: string, args: SockShopArgs, opts?: pulumi.ComponentResourceOptions) {
        super("sockshop:shop:SockShop", name, {}, opts);
        const { spec, autoscaled, cutOff } = args.shop;

        const entries = serviceNames.map((service): [ServiceName, Microservice] => {
            const faults = args.faulted?.objects.filter((one) => one.service === service) ?? [];
            const runOf = (...parts: readonly FaultedPart[]): string | undefined =>
                faults.some(({ part }) => parts.includes(part)) ? args.faulted?.run : undefined;
            const microservice = new Microservice(
                `${name}-${service}`,
                {
                    service,
                    spec: spec[service],
                    namespace: args.namespace,
                    autoscaled: autoscaled[service] !== undefined,
                    nodePort: args.nodePort,
                    run: { deployment: runOf("count", "template"), service: runOf("service") },
                },
                {
                    parent: this,
                    dependsOn: faults.length === 0 ? undefined : args.faulted?.expiry,
                },
            );
            return [service, microservice];
        });
        this.microservices = Object.fromEntries(entries) as Record<ServiceName, Microservice>;

        const runOfBrought = (service: ServiceName, part: BroughtPart): string | undefined =>
            args.faulted?.objects.some((one) => one.service === service && one.part === part)
                ? args.faulted.run
                : undefined;
        const { namespace, kubeContext } = args;
        const autoscalers = Object.values(autoscaled).map((change) => {
            const { service } = change;
            return new Autoscaler(
                `${name}-${service}-autoscaler`,
                { change, namespace, kubeContext, run: runOfBrought(service, "autoscaler") },
                { parent: this, dependsOn: [this.microservices[service]] },
            );
        });
        for (const change of Object.values(cutOff)) {
            const { service } = change;
            new EgressPolicy(
                `${name}-${service}-egress`,
                { change, namespace, run: runOfBrought(service, "network") },
                { parent: this, dependsOn: [this.microservices[service]] },
            );
        }

        const applied = [
            ...Object.values(this.microservices).flatMap((one) => [one.deployment, one.service]),
            ...autoscalers.map(({ autoscaler }) => autoscaler),
        ];
        this.applied = pulumi.all(applied.map(({ id }) => id));

        if (args.networkPolicies === true) {
            new NetworkPolicies(`${name}-access`, { shop: spec, namespace }, { parent: this });
        }

        this.registerOutputs({ frontEnd: this.microservices["front-end"].service.metadata.name });
    }
}
