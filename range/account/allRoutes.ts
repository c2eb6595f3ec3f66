import type { Account } from "./account";
import { dashboardRoutes } from "./objects/dashboards";
import { distributionPointRoutes } from "./intake/distributionPoints";
import { downtimeRoutes } from "./objects/downtimes";
import { logIntakeRoutes } from "./intake/logs";
import { seriesRoutes } from "./intake/series";
import { eventRoutes } from "./intake/events";
import { eventReadingRoutes } from "./reading/events";
import { logRoutes } from "./reading/logs";
import { LiveMonitors } from "./live/liveMonitors";
import { ok } from "./http/exchange";
import { logsMetricRoutes } from "./objects/logsMetrics";
import { modelV1 } from "./http/models";
import { monitorRoutes } from "./objects/monitors";
import { pipelineRoutes } from "./objects/pipelines";
import type { Route } from "./http/routes";
import { savedViewRoutes } from "./objects/savedViews";
import { sloRoutes } from "./objects/slos";
import { tagConfigurationRoutes } from "./objects/tagConfigurations";

/** Looks at the API key only: a wrong application key shows elsewhere. */
const validation: Route = {
    method: "GET",
    path: "/api/v1/validate",
    keys: "api",
    response: modelV1("AuthenticationValidationResponse"),
    handle: () => ok({ valid: true }),
};

export function allRoutes(
    account: Account,
    live: LiveMonitors = new LiveMonitors(account),
): readonly Route[] {
    return [
        validation,
        ...monitorRoutes(account, live),
        ...dashboardRoutes(account),
        ...sloRoutes(account),
        ...pipelineRoutes(account),
        ...logsMetricRoutes(account),
        ...tagConfigurationRoutes(account),
        ...distributionPointRoutes(account),
        ...seriesRoutes(account),
        ...logIntakeRoutes(account),
        ...downtimeRoutes(account),
        ...eventRoutes(account),
        ...eventReadingRoutes(account),
        ...logRoutes(account),
        ...savedViewRoutes(account),
    ];
}
