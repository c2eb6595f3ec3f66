import * as command from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";

import { pagesOf } from "./links";

export interface PercentilesArgs {
    /** A distribution; it need not exist yet. */
    metric: string;
    /** Tags that are no longer searchable: each value of a tag costs percentiles of its own. */
    excludedTags: readonly string[];
    /** Datadog site, for the link to the metric. */
    site: string;
    /** Base URL of the API, like `https://api.us5.datadoghq.com`. */
    apiUrl: string;
    /** Undefined when no keys are known: all stays as it is. */
    keys:
        | { readonly apiKey: pulumi.Input<string>; readonly appKey: pulumi.Input<string> }
        | undefined;
}

/**
 * Percentiles of a distribution that the agent sends. Datadog keeps them only when told to, and
 * cannot be told before it has seen the metric: `datadog.MetricTagConfiguration` fails the first
 * `up` ("Cannot configure tags on a metric that does not exist", terraform-provider-datadog#4016).
 * So a script makes the metric known, waits for it in the background of the `up`, and never fails.
 */
export class Percentiles extends pulumi.ComponentResource {
    constructor(name: string, args: PercentilesArgs, opts?: pulumi.ComponentResourceOptions) {
        super("sockshop:observability:Percentiles", name, {}, opts);
        const { metric, excludedTags, site, apiUrl, keys } = args;
        new command.local.Command(
            `${name}-switch`,
            {
                // No shell in between: the same on Windows. No key in it: errors quote it.
                interpreter: ["node", "--import", "tsx", "live/percentiles/run.ts"],
                create: "create",
                update: "update",
                delete: "delete",
                environment: {
                    METRIC: metric,
                    EXCLUDED_TAGS: excludedTags.join(","),
                    METRIC_LINK: `${pagesOf(site)}/metric/summary?metric=${metric}`,
                    DATADOG_API_URL: apiUrl,
                    ...(keys === undefined
                        ? {}
                        : {
                              DD_API_KEY: pulumi.secret(keys.apiKey),
                              DD_APP_KEY: pulumi.secret(keys.appKey),
                          }),
                },
                // What is said there is written for people, and holds no key.
                logging: "stderr",
            },
            {
                parent: this,
                additionalSecretOutputs: ["stdout", "stderr"],
                deleteBeforeReplace: true,
                // Keys that are not known now stay with those that were, for the deletion.
                ignoreChanges: keys === undefined ? ["environment"] : [],
            },
        );
        this.registerOutputs({});
    }
}
