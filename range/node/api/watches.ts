/** Objects of the API server, watched. */
import {
    type KubeConfig,
    type KubernetesListObject,
    type KubernetesObject,
    ListWatch,
    Watch,
} from "@kubernetes/client-node";

import type { ApiClient } from "../../controlPlane/apiClient";

/** After a lost connection, in ms; each further failure is waited for as long. */
const retryMilliseconds = 1000;

export interface Watched<T> {
    get(name: string, namespace?: string): T | undefined;
    list(namespace?: string): readonly T[];
}

export interface WatchHandlers<T> {
    readonly changed?: (object: T) => void;
    readonly deleted?: (object: T) => void;
}

/** Watches that begin and end together. */
export class Watches {
    private readonly running: { stop(): Promise<void> }[] = [];
    private isOver = false;

    constructor(
        private readonly config: KubeConfig,
        private readonly api: ApiClient,
        private readonly report: (line: string) => void,
    ) {}

    /**
     * Watches all objects of a path, such as `/api/v1/services`; resolves when those that there are
     * have been handed over. What got lost while the connection was gone is made up for.
     */
    async watch<T extends KubernetesObject>(
        path: string,
        { changed, deleted }: WatchHandlers<T> = {},
        fieldSelector?: string,
    ): Promise<Watched<T>> {
        const query = new URLSearchParams(fieldSelector === undefined ? {} : { fieldSelector });
        const list = async (): Promise<KubernetesListObject<T>> =>
            (await this.api.get(`${path}?${query.toString()}`)) as KubernetesListObject<T>;
        const watch = new Watch(this.config);
        const running = new ListWatch<T>(path, watch, list, false, undefined, fieldSelector);
        this.running.push(running);
        running.on("error", (error: unknown) => {
            this.restart(running, path, error);
        });
        if (changed !== undefined) {
            running.on("add", changed);
            running.on("update", changed);
        }
        if (deleted !== undefined) {
            running.on("delete", deleted);
        }
        await running.start();
        return running;
    }

    async stop(): Promise<void> {
        this.isOver = true;
        await Promise.all(this.running.map((one) => one.stop()));
    }

    private restart<T extends KubernetesObject>(
        running: ListWatch<T>,
        path: string,
        error: unknown,
    ): void {
        if (this.isOver) {
            return;
        }
        this.report(`watch of ${path}: ${String(error)}`);
        setTimeout(() => {
            if (!this.isOver) {
                void running.start();
            }
        }, retryMilliseconds);
    }
}
