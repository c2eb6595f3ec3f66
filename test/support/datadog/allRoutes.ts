import type { Account } from "./account";
import { dashboardRoutes } from "./dashboards";
import { distributionPointRoutes } from "./distributionPoints";
import { downtimeRoutes } from "./downtimes";
import { eventRoutes } from "./events";
import { ok } from "./exchange";
import { logsMetricRoutes } from "./logsMetrics";
import { modelV1 } from "./models";
import { monitorRoutes } from "./monitors";
import { pipelineRoutes } from "./pipelines";
import type { Route } from "./routes";
import { savedViewRoutes } from "./savedViews";
import { sloRoutes } from "./slos";
import { tagConfigurationRoutes } from "./tagConfigurations";

/** Looks at the API key only: a wrong application key shows elsewhere. */
const validation: Route = {
    method: "GET",
    path: "/api/v1/validate",
    keys: "api",
    response: modelV1("AuthenticationValidationResponse"),
    handle: () => ok({ valid: true }),
};

export function allRoutes(account: Account): readonly Route[] {
    return [
        validation,
        ...monitorRoutes(account),
        ...dashboardRoutes(account),
        ...sloRoutes(account),
        ...pipelineRoutes(account),
        ...logsMetricRoutes(account),
        ...tagConfigurationRoutes(account),
        ...distributionPointRoutes(account),
        ...downtimeRoutes(account),
        ...eventRoutes(account),
        ...savedViewRoutes(account),
    ];
}
