import type { Account } from "./account";
import { ok } from "./http/exchange";
import { modelV1 } from "./http/models";
import type { Route } from "./http/routes";
import { distributionPointRoutes } from "./intake/distributionPoints";
import { eventRoutes } from "./intake/events";
import { logIntakeRoutes } from "./intake/logs";
import { seriesRoutes } from "./intake/series";
import { LiveMonitors } from "./live/liveMonitors";
import { metricRoutes } from "./metrics/catalogue";
import { Graphs } from "./metrics/graphs";
import { queryRoutes } from "./metrics/queryV1";
import { formulaRoutes } from "./metrics/queryV2";
import { dashboardRoutes } from "./objects/dashboards";
import { downtimeRoutes } from "./objects/downtimes";
import { incidentRoutes } from "./objects/incidents";
import { logsMetricRoutes } from "./objects/logsMetrics";
import { monitorRoutes } from "./objects/monitors";
import { pipelineRoutes } from "./objects/pipelines";
import { savedViewRoutes } from "./objects/savedViews";
import { sloRoutes } from "./objects/slos";
import { tagConfigurationRoutes } from "./objects/tagConfigurations";
import { eventReadingRoutes } from "./reading/events";
import { hostRoutes } from "./reading/hosts";
import { logRoutes } from "./reading/logs";

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
    const graphs = new Graphs(account.telemetry);
    return [
        validation,
        ...monitorRoutes(account, live),
        ...dashboardRoutes(account),
        ...sloRoutes({ account, live, graphs }),
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
        ...queryRoutes(account, graphs),
        ...formulaRoutes(account, graphs),
        ...metricRoutes(account),
        ...hostRoutes(account),
        ...incidentRoutes(account),
        ...savedViewRoutes(account),
    ];
}
