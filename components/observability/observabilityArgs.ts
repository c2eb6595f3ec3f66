import type * as pulumi from "@pulumi/pulumi";

import type { DatadogSettings } from "../settings/datadog";
import type { KnownIncident } from "./catalogue/incident";

export interface ObservabilityArgs extends DatadogSettings {
    /** Namespace of the shop. */
    namespace: string;
    /** Name under which the agent reports the cluster. */
    clusterName: string;
    /** Containers that the Deployments of the healthy shop run. */
    containers: number;
    /** All incidents there are, whichever is on: the account shows none of that. */
    scenarios: readonly KnownIncident[];
    /** Undefined in an update that must do without. */
    apiKey: pulumi.Output<string> | undefined;
    appKey: pulumi.Output<string> | undefined;
    /** Base URL of the API; default: the site's own. */
    apiUrl?: string;
}

/** Addresses of Datadog's web pages, for people. */
export interface DatadogLinks {
    dashboard: pulumi.Output<string>;
    /** All monitors of the stack. */
    monitors: string;
    /** By the id in the catalogue. */
    monitor: Readonly<Record<string, pulumi.Output<string>>>;
    slo: Readonly<Record<string, pulumi.Output<string>>>;
    /** Searches of the log explorer, by the title of the view: they work without saved views. */
    logs: Readonly<Record<string, string>>;
    /** The saved views, by their title: the view, or its search where the account took none. */
    savedViews: Readonly<Record<string, pulumi.Output<string>>>;
    /** The pages that the guides send one to. */
    quickAccess: Readonly<Record<string, string>>;
}
