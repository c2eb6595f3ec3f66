import * as pulumi from "@pulumi/pulumi";

import { monitors } from "./catalogue/catalogue";
import { type LogView, logViews } from "./catalogue/logViews";
import type { MessageLinks } from "./catalogue/message";
import { slos } from "./catalogue/slos";
import { Dashboard } from "./Dashboard";
import { logsUrl, monitorsUrl, monitorUrl, sloUrl } from "../../datadog/links";
import { telemetrySenders } from "./telemetrySenders";
import { LogPipeline } from "./LogPipeline";
import { MonitorDowntime } from "./MonitorDowntime";
import { Monitors } from "./Monitors";
import type { DatadogLinks, ObservabilityArgs } from "./observabilityArgs";
import { quickAccess } from "./quickAccess";
import { viewsAndPercentiles } from "./viewsAndPercentiles";
import { Slos } from "./Slos";
import { ownTags, stackTags } from "./tags";

export type { DatadogLinks, ObservabilityArgs };

/** Everything that the stack has in Datadog, and what the cluster needs for it. */
export class Observability extends pulumi.ComponentResource {
    readonly links: DatadogLinks;

    constructor(name: string, args: ObservabilityArgs, opts?: pulumi.ComponentResourceOptions) {
        super("sockshop:observability:Observability", name, {}, opts);
        const { namespace, scenarios } = args;
        const tags = stackTags(args);
        const catalogue = monitors(args, scenarios);
        const views = logViews(args, scenarios);

        telemetrySenders(name, args, tags, this);
        const pipeline = new LogPipeline(`${name}-logs`, { namespace, tags }, { parent: this });
        const saved = viewsAndPercentiles(name, args, views, this);
        // They query what the pipeline makes of the logs.
        const afterPipeline = { parent: this, dependsOn: pipeline };
        const goalArgs = { slos: slos(args), namespace, tags };
        const goals = new Slos(`${name}-slos`, goalArgs, afterPipeline);
        const dashboard = new Dashboard(
            `${name}-dashboard`,
            { ...args, monitors: catalogue, views, incidents: scenarios, ownTags: ownTags(args) },
            { parent: this },
        );
        const alerts = new Monitors(
            `${name}-monitors`,
            {
                ...args,
                monitors: catalogue,
                slos: goals.ids,
                links: dashboard.url.apply((url) => messageLinks(args, url)),
                tags,
            },
            afterPipeline,
        );
        if (args.muted) {
            new MonitorDowntime(`${name}-downtime`, { tags: ownTags(args) }, { parent: this });
        }

        this.links = {
            dashboard: dashboard.url,
            savedViews: saved?.links ?? {},
            ...linksTo(args, alerts, goals, views),
        };
        this.registerOutputs({ links: this.links });
    }
}

function linksTo(
    args: ObservabilityArgs,
    alerts: Monitors,
    goals: Slos,
    views: readonly LogView[],
): Omit<DatadogLinks, "dashboard" | "savedViews"> {
    const { site, namespace } = args;
    return {
        monitors: monitorsUrl(site, ownTags(args)),
        monitor: linked(alerts.ids, (id) => monitorUrl(site, id)),
        slo: linked(goals.ids, (id) => sloUrl(site, id)),
        logs: Object.fromEntries(views.map(({ title, search }) => [title, logsUrl(site, search)])),
        quickAccess: quickAccess(site, namespace),
    };
}

const runbooksInRepository = "docs/runbooks";

function messageLinks(
    { site, notify, blind, runbooks }: ObservabilityArgs,
    dashboard: string,
): MessageLinks {
    const folder = runbooks === "" ? runbooksInRepository : runbooks.replace(/\/+$/, "");
    return {
        dashboard,
        notify,
        logs: (search) => logsUrl(site, search),
        ...(blind ? {} : { runbook: (incident) => `${folder}/${incident}.md` }),
    };
}

function linked(
    ids: Readonly<Record<string, pulumi.Output<string>>>,
    url: (id: string) => string,
): Readonly<Record<string, pulumi.Output<string>>> {
    return Object.fromEntries(Object.entries(ids).map(([name, id]) => [name, id.apply(url)]));
}
