import type {
    CatalogueScope,
    LatencySource,
} from "../../../components/observability/catalogue/definition";
import { capacityOf, runningContainers } from "../../../components/observability/facts/capacity";
import type { CheckContext } from "../../../components/observability/check/finding";
import { monitors } from "../../../components/observability/catalogue/catalogue";
import type { KnownIncident } from "../../../components/observability/catalogue/incident";
import type { Monitor } from "../../../components/observability/catalogue/definition";
import { services } from "../../../components/sockShop/services";
import { scenarios } from "../../../scenarios/registry";

/** The incidents of the stack. */
export const incidents: readonly KnownIncident[] = Object.values(scenarios);

/** The monitors that watch for them. */
export function monitorsIn(scope = scopeWith()): readonly Monitor[] {
    return monitors(scope, incidents);
}

/** The shop as it is deployed without overrides. */
export const context: CheckContext = { capacity: capacityOf(services) };

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
