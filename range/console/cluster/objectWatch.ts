/** The objects of a kind in a namespace, as the API server has them at the moment. */
import {
    type Informer,
    type KubeConfig,
    type KubernetesObject,
    KubernetesObjectApi,
    makeInformer,
} from "@kubernetes/client-node";

import { messageOf } from "../../../tools/messageOf";

export interface WatchedKind {
    readonly apiVersion: string;
    readonly kind: string;
    readonly plural: string;
}

export interface ChangeOf<T> {
    readonly before: T | undefined;
    readonly after: T | undefined;
    /** It was there when the watch began, so nothing has changed now. */
    readonly isOld: boolean;
}

export interface WatchOptions<T> {
    readonly config: KubeConfig;
    readonly namespace: string;
    readonly kind: WatchedKind;
    readonly changed: (change: ChangeOf<T>) => void;
    /** Undefined: it can be read again. */
    readonly failed: (reason: string | undefined) => void;
}

/** Until the next attempt when the API server cannot be reached. */
const retryMilliseconds = 1000;

export class ObjectWatch<T extends KubernetesObject> {
    private readonly known = new Map<string, T>();
    private readonly informer: Informer<T>;
    private isOld = true;
    private retry: NodeJS.Timeout | undefined;
    private isStopped = false;

    constructor(private readonly options: WatchOptions<T>) {
        const { config, namespace, kind } = options;
        const api = KubernetesObjectApi.makeApiClient(config);
        const prefix = kind.apiVersion.includes("/") ? "/apis" : "/api";
        this.informer = makeInformer<T>(
            config,
            `${prefix}/${kind.apiVersion}/namespaces/${namespace}/${kind.plural}`,
            () => api.list<T>(kind.apiVersion, kind.kind, namespace),
        );
        for (const verb of ["add", "update"] as const) {
            this.informer.on(verb, (object) => {
                this.changed(object);
            });
        }
        this.informer.on("delete", (object) => {
            this.deleted(object);
        });
        this.informer.on("error", (error: unknown) => {
            this.failed(error);
        });
    }

    get list(): readonly T[] {
        return [...this.known.values()];
    }

    async start(): Promise<void> {
        const { failed } = this.options;
        try {
            await this.informer.start();
            this.isOld = false;
        } catch (error) {
            this.failed(error);
            return;
        }
        if (this.retry === undefined) {
            failed(undefined);
        }
    }

    async stop(): Promise<void> {
        this.isStopped = true;
        clearTimeout(this.retry);
        await this.informer.stop();
    }

    private changed(after: T): void {
        const key = keyOf(after);
        const before = this.known.get(key);
        if (before?.metadata?.resourceVersion === after.metadata?.resourceVersion && before) {
            return;
        }
        this.known.set(key, after);
        this.options.changed({ before, after, isOld: this.isOld });
    }

    private deleted(object: T): void {
        const before = this.known.get(keyOf(object));
        if (this.known.delete(keyOf(object))) {
            this.options.changed({ before, after: undefined, isOld: false });
        }
    }

    private failed(error: unknown): void {
        if (this.isStopped) {
            return;
        }
        this.options.failed(messageOf(error));
        clearTimeout(this.retry);
        this.retry = setTimeout(() => {
            this.retry = undefined;
            void this.start();
        }, retryMilliseconds);
    }
}

function keyOf({ metadata }: KubernetesObject): string {
    return metadata?.uid ?? metadata?.name ?? "";
}

/** Seconds since the epoch; the generated client makes dates of what a watch leaves as text. */
export function secondsOf(time: unknown): number | undefined {
    if (!(time instanceof Date) && typeof time !== "string") {
        return undefined;
    }
    const milliseconds = new Date(time).getTime();
    return Number.isNaN(milliseconds) ? undefined : milliseconds / 1000;
}
