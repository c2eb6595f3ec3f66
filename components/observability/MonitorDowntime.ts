import * as datadog from "@pulumi/datadog";
import * as pulumi from "@pulumi/pulumi";

export interface MonitorDowntimeArgs {
    /** Monitors that carry all of these are muted. */
    tags: readonly string[];
}

/**
 * Mutes the stack's monitors from now on, until it is taken away. They go on changing state, but
 * notify nobody.
 */
export class MonitorDowntime extends pulumi.ComponentResource {
    readonly downtime: datadog.DowntimeSchedule;

    constructor(name: string, args: MonitorDowntimeArgs, opts?: pulumi.ComponentResourceOptions) {
        super("sockshop:observability:MonitorDowntime", name, {}, opts);

        this.downtime = new datadog.DowntimeSchedule(
            `${name}-schedule`,
            {
                monitorIdentifier: { monitorTags: [...args.tags] },
                // Every group of them.
                scope: "*",
                message: "A drill: its alerts are expected.",
                displayTimezone: "UTC",
                // Neither start nor end: from its creation to its deletion.
                oneTimeSchedule: {},
            },
            { parent: this },
        );

        this.registerOutputs({ downtime: this.downtime.id });
    }
}
