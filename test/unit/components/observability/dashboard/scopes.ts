import type { LatencySource } from "../../../../../components/settings/datadog";
import { logViews } from "../../../../../components/observability/catalogue/logViews";
import {
    type DashboardBody,
    dashboardBody,
} from "../../../../../components/observability/dashboard/body";
import type { DashboardScope } from "../../../../../components/observability/dashboard/scope";
import type { PlacedWidget } from "../../../../../components/observability/dashboard/layout";
import { ownTags } from "../../../../../components/observability/tags";
import { incidents, monitorsIn, scopeWith } from "../scope";

export function dashboardScope(
    latencySource: LatencySource = "openmetrics",
    blind = false,
): DashboardScope {
    const scope = scopeWith(latencySource);
    return {
        ...scope,
        monitors: monitorsIn(scope),
        views: logViews({ namespace: scope.namespace, blind }, incidents),
        incidents,
        ownTags: ownTags({ ...scope, team: "sre" }),
        team: "sre",
        blind,
    };
}

/** A widget inside one of the groups. */
export interface InnerWidget {
    readonly group: string;
    readonly type: string;
    readonly title: string;
    readonly definition: Readonly<Record<string, unknown>>;
    readonly layout: PlacedWidget["layout"];
}

export function innerWidgets({ widgets }: DashboardBody): readonly InnerWidget[] {
    return widgets.flatMap(({ definition: group }) =>
        (group.widgets as readonly PlacedWidget[]).map(({ definition, layout }) => ({
            group: group.title,
            type: definition.type,
            title: definition.title,
            definition,
            layout,
        })),
    );
}

export const body = dashboardBody(dashboardScope());
