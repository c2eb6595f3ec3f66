import { capacityOf } from "../components/observability/capacity";
import { monitors } from "../components/observability/catalogue/catalogue";
import type { CatalogueScope, Monitor } from "../components/observability/catalogue/definition";
import { slos } from "../components/observability/catalogue/slos";
import type { CheckContext } from "../datadog/check/finding";
import type { Slo } from "../datadog/monitor";
import type { Scenario } from "../scenarios/scenario";
import { services } from "../shop/services";

/** The stack as it is by default, and as pages describe it. */
export const documented: CatalogueScope = {
    namespace: "sock-shop",
    env: "dev",
    latencySource: "openmetrics",
    containers: 15,
};

/** The monitors that watch for these incidents, as the stack has them by default. */
export function documentedMonitors(incidents: readonly Scenario[]): readonly Monitor[] {
    return monitors(documented, incidents);
}

export const documentedSlos: readonly Slo[] = slos(documented);

/** The shop as it is deployed without overrides: what a query can be held against. */
export const shopContext: CheckContext = { capacity: capacityOf(services) };
