import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { managedBy, names } from "../../shop/names";
import { keyFields } from "./agent/keyFields";
import { wholeShop } from "./tags";

export interface EventKeysArgs {
    /** Namespace of the shop, where load runs. */
    namespace: pulumi.Input<string>;
    /** Datadog site, like `us5.datadoghq.com`. */
    site: string;
    /** Tags of the events beside the service, like `env:dev`. */
    tags: readonly string[];
    /** Base URL of the API, where it is not the site's own; default: the site's. */
    apiUrl?: string;
    /**
     * The account's API key: it may send, and read nothing. Undefined in an update that must do
     * without: what the cluster has stays as it is.
     */
    apiKey: pulumi.Input<string> | undefined;
}

/**
 * What a load run needs to tell Datadog that it starts and ends, as a Secret that its Job refers to
 * whether it is there or not: loads of other stacks find it too, and without it they say nothing.
 */
export class EventKeys extends pulumi.ComponentResource {
    constructor(name: string, args: EventKeysArgs, opts?: pulumi.ComponentResourceOptions) {
        super("sockshop:observability:EventKeys", name, {}, opts);

        new k8s.core.v1.Secret(
            `${name}-secret`,
            {
                metadata: { name: names.eventKeys, namespace: args.namespace, labels: managedBy },
                stringData: {
                    "api-key": pulumi.secret(args.apiKey ?? ""),
                    site: args.site,
                    tags: [wholeShop, ...args.tags].join(","),
                    ...(args.apiUrl === undefined ? {} : { url: args.apiUrl }),
                },
            },
            {
                parent: this,
                // Another key replaces it, under the same name.
                deleteBeforeReplace: true,
                ignoreChanges: args.apiKey === undefined ? keyFields : [],
            },
        );

        this.registerOutputs({});
    }
}
