/** Objects of the API server, watched. */
import {
    type KubeConfig,
    type KubernetesListObject,
    type KubernetesObject,
    ListWatch,
    Watch,
} from "@kubernetes/client-node";

import type { ApiClient } from "../../controlPlane/apiClient";
import { waitFor } from "../../controlPlane/wait";
import { identityOf } from "./identity";

/** After a lost connection, in ms; each further failure is waited for as long. */
const retryMilliseconds = 1000;
/** For how long a first list may be refused. */
const firstListSeconds = 30;

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
        let isListed = false;
        let refusal: unknown;
        const list = async (): Promise<KubernetesListObject<T>> => {
            const listed = await this.api.get(`${path}?${query.toString()}`);
            isListed = true;
            return listed as KubernetesListObject<T>;
        };
        const watch = new Watch(this.config);
        const running = new ListWatch<T>(path, watch, list, false, undefined, fieldSelector);
        this.running.push(running);
        running.on("error", (error: unknown) => {
            refusal = error;
            if (isListed) {
                this.restart(running, path, error);
            }
        });
        handOver(running, changed, deleted);
        // The client tells of a list that fails as an event only.
        await waitFor(`a list of ${path}`, firstListSeconds, async () => {
            await running.start();
            if (!isListed) {
                throw refusal;
            }
            return running;
        });
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

/**
 * Calls the handlers for what the client tells. A list after a cut has the namesake of an object
 * that went meanwhile (a StatefulSet's pod), which the client takes for a change of the old one.
 */
function handOver<T extends KubernetesObject>(
    running: ListWatch<T>,
    changed: WatchHandlers<T>["changed"],
    deleted: WatchHandlers<T>["deleted"],
): void {
    const known = new Map<string, T>();
    const tell = (object: T): void => {
        const { namespace, name, uid } = identityOf(object);
        const key = `${namespace}/${name}`;
        const before = known.get(key);
        known.set(key, object);
        if (before !== undefined && identityOf(before).uid !== uid) {
            deleted?.(before);
        }
        changed?.(object);
    };
    running.on("add", tell);
    running.on("update", tell);
    running.on("delete", (object) => {
        const { namespace, name } = identityOf(object);
        known.delete(`${namespace}/${name}`);
        deleted?.(object);
    });
}
