import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import {
    annotations,
    awaitedByProgram,
    selectorLabels,
    serviceLabels,
    winsOverHands,
} from "../../shop/names";
import { podSpec } from "./podSpec";
import type { ServiceSpec } from "../../shop/serviceSpec";

export interface MicroserviceArgs {
    /** Name of the Deployment and the Service: other services find it by this name. */
    service: string;
    spec: ServiceSpec;
    namespace: pulumi.Input<string>;
    /** The count belongs to an autoscaler: the Deployment leaves `replicas` out. Default false. */
    autoscaled?: boolean;
    /** Node port of the Service, for the one that is exposed. */
    nodePort?: number;
    /**
     * Label of the run that injects a fault into the Deployment or into the Service: a new value
     * sets the fault again.
     */
    run?: { readonly deployment?: string; readonly service?: string };
}

/** One service of the shop: a Deployment and the Service that gives it its name. */
export class Microservice extends pulumi.ComponentResource {
    readonly deployment: k8s.apps.v1.Deployment;
    readonly service: k8s.core.v1.Service;

    constructor(name: string, args: MicroserviceArgs, opts?: pulumi.ComponentResourceOptions) {
        super("sockshop:shop:Microservice", name, {}, opts);
        const labels = serviceLabels(args.service);
        const selector = selectorLabels(args.service);

        this.deployment = new k8s.apps.v1.Deployment(
            `${name}-deployment`,
            {
                metadata: {
                    name: args.service,
                    namespace: args.namespace,
                    labels,
                    annotations: deploymentAnnotations(args),
                },
                spec: {
                    replicas: args.autoscaled === true ? undefined : args.spec.replicas,
                    selector: { matchLabels: selector },
                    template: {
                        metadata: { labels: selector, annotations: args.spec.podAnnotations },
                        spec: podSpec(args.spec),
                    },
                },
            },
            { parent: this },
        );

        this.service = new k8s.core.v1.Service(
            `${name}-service`,
            {
                metadata: {
                    name: args.service,
                    namespace: args.namespace,
                    labels,
                    annotations: {
                        ...winsOverHands,
                        ...awaitedByProgram,
                        ...args.spec.serviceAnnotations,
                        ...runAnnotation(args.run?.service),
                    },
                },
                spec: {
                    type: args.spec.exposed === true ? "NodePort" : "ClusterIP",
                    selector,
                    ports: args.spec.servicePorts.map((port) => ({
                        ...port,
                        protocol: "TCP",
                        nodePort: args.spec.exposed === true ? args.nodePort : undefined,
                    })),
                },
            },
            { parent: this },
        );

        this.registerOutputs({
            deployment: this.deployment.metadata.name,
            service: this.service.metadata.name,
        });
    }
}

function deploymentAnnotations({
    autoscaled,
    run,
    spec,
}: MicroserviceArgs): Record<string, string> {
    return {
        ...winsOverHands,
        ...awaitedByProgram,
        ...(autoscaled === true ? {} : { [annotations.replicas]: String(spec.replicas) }),
        ...runAnnotation(run?.deployment),
    };
}

function runAnnotation(run: string | undefined): Record<string, string> {
    return run === undefined ? {} : { [annotations.run]: run };
}
