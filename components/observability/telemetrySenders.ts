import type * as pulumi from "@pulumi/pulumi";

import { Agent } from "./Agent";
import { EventKeys } from "./EventKeys";
import type { ObservabilityArgs } from "./observabilityArgs";

/** What sends metrics, logs and events to the account. */
export function telemetrySenders(
    name: string,
    args: ObservabilityArgs,
    tags: readonly string[],
    parent: pulumi.Resource,
): void {
    const { level, site, namespace, clusterName, apiKey, apiUrl, env, team, apm, usm } = args;
    new EventKeys(
        `${name}-events`,
        { namespace, site, tags, apiKey, ...(apiUrl === undefined ? {} : { apiUrl }) },
        { parent },
    );
    if (level === "full") {
        new Agent(
            `${name}-agent`,
            { site, clusterName, shopNamespace: namespace, apiKey, env, team, apm, usm },
            { parent },
        );
    }
}
