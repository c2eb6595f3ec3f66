/** What the kubelet does to the front-end's containers, as the API server tells it. */
import { setTimeout as sleep } from "node:timers/promises";

import type { CoreV1Event, V1Pod } from "@kubernetes/client-node";

import type { ApiClient } from "../controlPlane";

/** Short against the shortest life of a container that crashes. */
const pollMilliseconds = 400;

/** One end of a container. */
export interface ContainerExit {
    readonly pod: string;
    /** ISO 8601. */
    readonly startedAt: string;
    readonly finishedAt: string;
    /** `Error`, `OOMKilled`, … */
    readonly reason: string;
    readonly exitCode: number;
}

interface ListOf<T> {
    readonly items: readonly T[];
}

export class FrontEndWatch {
    /** By the container's id, in the order they were seen. */
    private readonly exits = new Map<string, ContainerExit>();
    /** Reasons why a container waited: `CrashLoopBackOff` among them. */
    private readonly waits = new Set<string>();
    private isRunning = true;
    private readonly done: Promise<void>;

    public constructor(
        private readonly api: ApiClient,
        private readonly namespace: string,
    ) {
        this.done = this.run();
    }

    /** What was seen since that moment. */
    public exitsSince(moment: Date): readonly ContainerExit[] {
        return [...this.exits.values()].filter(
            ({ finishedAt }) => Date.parse(finishedAt) >= moment.getTime(),
        );
    }

    /** Why containers waited since the last call. */
    public takeWaits(): readonly string[] {
        const seen = [...this.waits];
        this.waits.clear();
        return seen;
    }

    /** Events of a reason about the front-end's pods: what they said, and how often, since then. */
    public async events(reason: string, moment: Date): Promise<ReadonlyMap<string, number>> {
        const query = new URLSearchParams({ fieldSelector: `reason=${reason}` }).toString();
        const path = `/api/v1/namespaces/${this.namespace}/events?${query}`;
        const { items } = (await this.api.get(path)) as ListOf<EventAnswer>;
        const counts = new Map<string, number>();
        for (const { involvedObject, message = "", count = 1, lastTimestamp } of items) {
            const isOurs = involvedObject.name?.startsWith("front-end-") === true;
            if (isOurs && Date.parse(lastTimestamp ?? "") >= moment.getTime()) {
                counts.set(message, (counts.get(message) ?? 0) + count);
            }
        }
        return counts;
    }

    public async stop(): Promise<void> {
        this.isRunning = false;
        await this.done;
    }

    private async run(): Promise<void> {
        const query = new URLSearchParams({ labelSelector: "name=front-end" }).toString();
        const path = `/api/v1/namespaces/${this.namespace}/pods?${query}`;
        while (this.isRunning) {
            try {
                const { items } = (await this.api.get(path)) as ListOf<V1Pod>;
                for (const pod of items) {
                    this.note(pod);
                }
            } catch {
                // The API server may be busy; the next look comes soon.
            }
            await sleep(pollMilliseconds);
        }
    }

    private note({ metadata, status }: V1Pod): void {
        for (const { state, lastState } of status?.containerStatuses ?? []) {
            if (state?.waiting?.reason !== undefined) {
                this.waits.add(state.waiting.reason);
            }
            for (const ended of [lastState?.terminated, state?.terminated]) {
                if (ended?.containerID !== undefined) {
                    this.exits.set(ended.containerID, {
                        pod: metadata?.name ?? "",
                        // JSON has texts where the client's types have dates.
                        startedAt: String(ended.startedAt),
                        finishedAt: String(ended.finishedAt),
                        reason: ended.reason ?? "",
                        exitCode: ended.exitCode,
                    });
                }
            }
        }
    }
}

type EventAnswer = Pick<CoreV1Event, "involvedObject" | "message" | "count"> & {
    readonly lastTimestamp?: string;
};
