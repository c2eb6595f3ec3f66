import type { CatalogueScope } from "../../../../components/observability/catalogue/definition";
import type { LatencySource } from "../../../../components/settings/datadog";
import { runningContainers } from "../../../../components/observability/capacity";
import { monitors } from "../../../../components/observability/catalogue/catalogue";
import type { KnownIncident } from "../../../../components/observability/catalogue/incident";
import type { Monitor } from "../../../../components/observability/catalogue/definition";
import { scenarios } from "../../../../scenarios/registry";
import { shopContext } from "../../../../pages/documented";

/** The incidents of the stack. */
export const incidents: readonly KnownIncident[] = Object.values(scenarios);

/** The monitors that watch for them. */
export function monitorsIn(scope = scopeWith()): readonly Monitor[] {
    return monitors(scope, incidents);
}

/** The shop as it is deployed without overrides. */
export const context = shopContext;

export function scopeWith(
    latencySource: LatencySource = "openmetrics",
    namespace = "sock-shop",
): CatalogueScope {
    return {
        namespace,
        env: "dev",
        latencySource,
        containers: runningContainers(context.capacity),
    };
}
