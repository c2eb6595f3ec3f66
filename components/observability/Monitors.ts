import * as datadog from "@pulumi/datadog";
import * as pulumi from "@pulumi/pulumi";

import type { Monitor } from "./catalogue/definition";
import type { Thresholds } from "../../datadog/monitor";
import { type MessageLinks, messageText } from "./catalogue/message";
import { referencesOf, withAccountIds } from "../../datadog/query/references";
import { accountTitle } from "../../shop/names";
import { incidentTags } from "./tags";

export interface MonitorsArgs {
    /** From the catalogue: what others refer to stands before them. */
    monitors: readonly Monitor[];
    namespace: string;
    /** Datadog's ids of the SLOs, by the id in the catalogue. */
    slos: Readonly<Record<string, pulumi.Output<string>>>;
    /** Where messages point to. */
    links: pulumi.Input<MessageLinks>;
    /** On every monitor, in addition to its own. */
    tags: readonly string[];
    /** Nothing names an incident: no monitor, no link, no tag. */
    blind: boolean;
}

/** The monitors of the catalogue. */
export class Monitors extends pulumi.ComponentResource {
    /** Datadog's ids, by the id in the catalogue. */
    readonly ids: Readonly<Record<string, pulumi.Output<string>>>;

    constructor(name: string, args: MonitorsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("sockshop:observability:Monitors", name, {}, opts);

        const ids: Record<string, pulumi.Output<string>> = {};
        const shown = args.monitors.filter(({ namesIncident }) => !args.blind || !namesIncident);
        for (const monitor of shown) {
            const made = new datadog.Monitor(
                `${name}-${monitor.id}`,
                monitorArgs(monitor, args, queryOf(monitor, { ...args.slos, ...ids })),
                { parent: this },
            );
            ids[monitor.id] = made.id;
        }
        this.ids = ids;

        this.registerOutputs({ ids: this.ids });
    }
}

function monitorArgs(
    monitor: Monitor,
    { namespace, links, tags, blind }: MonitorsArgs,
    query: pulumi.Input<string>,
): datadog.MonitorArgs {
    const { title, type, thresholds, options, priority, firesIn } = monitor;
    return {
        name: accountTitle(namespace, title),
        type,
        query,
        message: pulumi.output(links).apply((known) => messageText(monitor, namespace, known)),
        monitorThresholds: thresholds && asText(thresholds),
        priority: String(priority),
        tags: [...tags, ...monitor.tags, ...incidentTags(firesIn, blind)].filter(isFirst),
        includeTags: true,
        // The provider's default is true, which skips every window with a gap in it.
        requireFullWindow: options.requireFullWindow ?? false,
        // Never beside notifyNoData: the provider takes one of the two.
        onMissingData: options.onMissingData,
        evaluationDelay: options.evaluationDelay,
        newGroupDelay: options.newGroupDelay,
        renotifyInterval: options.renotifyInterval,
        enableLogsSample: options.enableLogsSample,
        // The catalogue's check has judged it; the API would be asked on every preview, and a
        // recovery must not depend on it.
        validate: false,
    };
}

/** Composites and burn rates name others by Datadog's ids, which are known only once they exist. */
function queryOf(
    { query }: Monitor,
    known: Readonly<Record<string, pulumi.Output<string>>>,
): pulumi.Input<string> {
    const { monitors, slos } = referencesOf(query);
    const needed = [...monitors, ...slos];
    if (needed.length === 0) {
        return query;
    }
    const ids = needed.map((id) => {
        const output = known[id];
        if (output === undefined) {
            throw new Error(`"${query}" refers to ${id}, which the stack does not make before it`);
        }
        return output.apply((value): [string, string] => [id, value]);
    });
    return pulumi.all(ids).apply((pairs) => {
        const accountIds = new Map(pairs);
        return withAccountIds(query, (id) => accountIds.get(id) ?? id);
    });
}

/** The provider takes numbers as text. */
function asText(thresholds: Thresholds): Record<string, string> {
    return Object.fromEntries(
        Object.entries(thresholds).map(([name, value]: [string, number]) => [name, String(value)]),
    );
}

function isFirst(tag: string, index: number, tags: readonly string[]): boolean {
    return tags.indexOf(tag) === index;
}
