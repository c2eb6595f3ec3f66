import * as datadog from "@pulumi/datadog";
import * as pulumi from "@pulumi/pulumi";

import { dashboardBody } from "./dashboard/body";
import type { DashboardScope } from "./dashboard/scope";
import { dashboardUrl } from "../../datadog/links";

export interface DashboardArgs extends DashboardScope {
    site: string;
}

/**
 * The dashboard "Sock Shop Incident Monitoring". As JSON, because the typed resource takes only the
 * widgets and fields that its own release knows, and a body of this size is data anyway.
 */
export class Dashboard extends pulumi.ComponentResource {
    readonly url: pulumi.Output<string>;

    constructor(name: string, args: DashboardArgs, opts?: pulumi.ComponentResourceOptions) {
        super("sockshop:observability:Dashboard", name, {}, opts);

        const board = new datadog.DashboardJson(
            `${name}-board`,
            { dashboard: JSON.stringify(dashboardBody(args)) },
            { parent: this },
        );
        this.url = board.id.apply((id) => dashboardUrl(args.site, id));

        this.registerOutputs({ url: this.url });
    }
}
