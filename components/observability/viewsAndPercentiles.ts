import * as pulumi from "@pulumi/pulumi";

import type { LogView } from "./catalogue/logViews";
import { tagsWithoutPercentiles } from "../../datadog/facts/shopMetrics";
import { apiOf } from "../../datadog/links";
import type { ObservabilityArgs } from "./observabilityArgs";
import { Percentiles } from "./Percentiles";
import { SavedViews } from "./SavedViews";

/** What Datadog has no resource for: done by scripts that never fail the stack. */
export function viewsAndPercentiles(
    name: string,
    args: ObservabilityArgs,
    views: readonly LogView[],
    parent: pulumi.Resource,
): SavedViews | undefined {
    const { namespace, site, apiKey, appKey, apiUrl = apiOf(site) } = args;
    const keys = apiKey === undefined || appKey === undefined ? undefined : { apiKey, appKey };
    if (args.latencySource === "openmetrics") {
        new Percentiles(
            `${name}-percentiles`,
            {
                metric: "sockshop.request_duration_seconds",
                excludedTags: tagsWithoutPercentiles,
                site,
                apiUrl,
                keys,
            },
            { parent },
        );
    }
    return args.savedViews
        ? new SavedViews(
              `${name}-views`,
              { views, owner: `${pulumi.getStack()}/${namespace}`, site, apiUrl, keys },
              { parent },
          )
        : undefined;
}
