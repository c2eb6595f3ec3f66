import type * as pulumi from "@pulumi/pulumi";

import { clusterNameOf } from "../observability/agent/clusterName";
import { capacityOf, runningContainers } from "../observability/capacity";
import { Observability } from "../observability/Observability";
import type { DatadogSettings } from "../settings/datadog";
import type { Settings } from "../settings/settings";
import { healthyShop } from "../settings/healthyShop";
import type { DatadogAccount } from "./datadogAccount";
import type { World } from "./world";

/** Puts monitors, dashboard and the rest into the account. Which incident is on, it never learns. */
export function observe(
    datadog: DatadogSettings,
    { apiKey, appKey, apiUrl }: DatadogAccount,
    settings: Settings,
    world: World,
    opts: pulumi.ComponentResourceOptions,
): Observability {
    return new Observability(
        "datadog",
        {
            ...datadog,
            namespace: settings.namespace,
            clusterName: clusterNameOf(settings.kubeContext),
            containers: runningContainers(capacityOf(healthyShop(settings))),
            scenarios: Object.values(world.scenarios),
            apiKey,
            appKey,
            apiUrl,
        },
        opts,
    );
}
