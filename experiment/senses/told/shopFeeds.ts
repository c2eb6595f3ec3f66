/** What the API server tells of a shop as it happens: pods, autoscalers, endpoints, events. */
import type { KubeConfig } from "@kubernetes/client-node";

import type { EventRecord } from "../../../evidence/evidence";
import type { ApiReader } from "../../../live/snapshot/apiServer";
import type { JsonObject } from "../../../live/snapshot/json";
import type { Change, EndpointsLook } from "../look";
import { EventLog } from "./eventLog";
import { Feed, feedIfServed, type Told } from "./feed";
import { autoscalerOf, containersOf, readyIn, serviceOf } from "./objects";

export interface Telling {
    readonly config: KubeConfig;
    readonly reader: ApiReader;
    readonly namespace: string;
    /** The shop's time. */
    readonly now: () => number;
    /** The shop's time of what a client calls `seconds`. */
    readonly dated: (seconds: number) => number;
}

interface Feeds {
    readonly pods: Feed;
    /** Undefined: it may not be watched. */
    readonly autoscalers: Feed | undefined;
    readonly slices: Feed | undefined;
    readonly events: Feed | undefined;
}

export class ShopFeeds {
    private feeds: Feeds | undefined;
    private changes: Change[] = [];
    private readonly eventLog: EventLog;

    private constructor(private readonly telling: Telling) {
        this.eventLog = new EventLog(telling.dated);
    }

    /** Resolves when what there is has been told; rejects when the API server does not answer. */
    static async begin(telling: Telling): Promise<ShopFeeds> {
        const shop = new ShopFeeds(telling);
        const { config, reader, namespace } = telling;
        const feed = (group: string, plural: string, changed: Told["changed"]): Promise<Feed> => {
            const path = `/${group}/namespaces/${namespace}/${plural}`;
            return Feed.begin(config, reader, path, { changed, deleted: changed });
        };
        const asked = [
            feed("api/v1", "pods", (pod) => {
                shop.note({ containers: containersOf(pod) });
            }),
            feedIfServed(
                feed("apis/autoscaling/v2", "horizontalpodautoscalers", (one) => {
                    shop.note({ autoscaler: autoscalerOf(one) });
                }),
            ),
            feedIfServed(
                feed("apis/discovery.k8s.io/v1", "endpointslices", () => {
                    shop.note({ endpoints: shop.endpoints });
                }),
            ),
            feedIfServed(
                feed("api/v1", "events", (event) => {
                    shop.eventLog.note(event);
                }),
            ),
        ] as const;
        const settled = await Promise.allSettled(asked);
        if (settled.some(({ status }) => status === "rejected")) {
            const begun = settled.map((one) =>
                one.status === "fulfilled" ? one.value : undefined,
            );
            await endAll(begun);
        }
        const [pods, autoscalers, slices, events] = await Promise.all(asked);
        shop.feeds = { pods, autoscalers, slices, events };
        // What there was is no change.
        shop.changes = [];
        return shop;
    }

    get pods(): readonly JsonObject[] {
        return this.feeds?.pods.objects ?? [];
    }

    get autoscalers(): readonly JsonObject[] {
        return this.feeds?.autoscalers?.objects ?? [];
    }

    /** By Service, all of its slices together. */
    get endpoints(): readonly EndpointsLook[] {
        const ready = new Map<string, number>();
        for (const slice of this.feeds?.slices?.objects ?? []) {
            const service = serviceOf(slice);
            if (service !== undefined) {
                ready.set(service, (ready.get(service) ?? 0) + readyIn(slice));
            }
        }
        return [...ready].map(([service, count]) => ({ service, ready: count }));
    }

    /** What was told since the last time, oldest first. */
    takeChanges(): readonly Change[] {
        const taken = this.changes;
        this.changes = [];
        return taken;
    }

    /** Since a time of the shop. */
    eventsSince(time: number): readonly EventRecord[] {
        return this.eventLog.since(time);
    }

    /** What is not known, a sentence each. */
    get missing(): readonly string[] {
        const { pods, autoscalers, slices, events } = this.feeds ?? {};
        const named = { pods, autoscalers, endpoints: slices, events };
        return Object.entries(named).flatMap(([what, feed]) => {
            if (feed === undefined || feed.isRefused) {
                return [`${what}: the API server does not let them be watched`];
            }
            const times = feed.gaps === 1 ? "once" : `${feed.gaps} times`;
            return feed.gaps === 0
                ? []
                : [`${what}: what came and went while they could not be watched (${times})`];
        });
    }

    async end(): Promise<void> {
        const { pods, autoscalers, slices, events } = this.feeds ?? {};
        await endAll([pods, autoscalers, slices, events]);
    }

    private note(change: Omit<Change, "at">): void {
        this.changes.push({ at: this.telling.now(), ...change });
    }
}

async function endAll(feeds: readonly (Feed | undefined)[]): Promise<void> {
    await Promise.all(feeds.flatMap((one) => one?.end() ?? []));
}
