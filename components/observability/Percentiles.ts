import * as pulumi from "@pulumi/pulumi";

import { type BestEffortAccess, bestEffortCommand } from "./bestEffortCommand";
import { pagesOf } from "../../datadog/links";

export interface PercentilesArgs extends BestEffortAccess {
    /** A distribution; it need not exist yet. */
    metric: string;
    /** Tags that are no longer searchable: each value of a tag costs percentiles of its own. */
    excludedTags: readonly string[];
    /** Datadog site, for the link to the metric. */
    site: string;
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
        const { metric, excludedTags, site } = args;
        bestEffortCommand(
            `${name}-switch`,
            "live/datadog/percentiles/run.ts",
            {
                METRIC: metric,
                EXCLUDED_TAGS: excludedTags.join(","),
                METRIC_LINK: `${pagesOf(site)}/metric/summary?metric=${metric}`,
            },
            args,
            this,
        );
        this.registerOutputs({});
    }
}
