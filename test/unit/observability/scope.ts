import type {
    CatalogueScope,
    LatencySource,
} from "../../../components/observability/catalogue/definition";
import { capacityOf, runningContainers } from "../../../components/observability/facts/capacity";
import type { CheckContext } from "../../../components/observability/check/finding";
import { services } from "../../../components/sockShop/services";

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
