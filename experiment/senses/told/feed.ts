/** One kind of object, as the API server tells of it: every change once, whatever is cut between. */
import { type KubeConfig, type KubernetesObject, ListWatch, Watch } from "@kubernetes/client-node";

import { ApiServerError, type ApiReader } from "../../../live/snapshot/apiServer";
import type { JsonObject } from "../../../live/snapshot/json";
import { messageOf } from "../../../tools/messageOf";

/** Nobody may, or there is no such thing: asking again does not help. */
const refusals: readonly number[] = [403, 404];

/** After a connection that was lost, in ms of the wall. */
const retryMs = 1000;

export interface Told {
    /** An object that there is, or that is other than before. */
    readonly changed: (object: JsonObject) => void;
    readonly deleted?: (object: JsonObject) => void;
}

export class Feed {
    /**
     * How often what happened in between could not be had: the API server had forgotten it, and all
     * was listed anew.
     */
    gaps = 0;
    private readonly connection: EndingWatch;
    private readonly watch: ListWatch<KubernetesObject>;
    private lists = 0;
    private refusal: unknown;
    private retry: NodeJS.Timeout | undefined;
    private isOver = false;

    private constructor(config: KubeConfig, reader: ApiReader, path: string, told: Told) {
        this.connection = new EndingWatch(config);
        const list = async () => {
            const listed = (await reader.get(path)) as object;
            this.gaps += this.lists === 0 ? 0 : 1;
            this.lists += 1;
            return listed as Awaited<ReturnType<ConstructorParameters<typeof ListWatch>[2]>>;
        };
        this.watch = new ListWatch(path, this.connection, list, false);
        for (const verb of ["add", "update"] as const) {
            this.watch.on(verb, (object) => {
                told.changed(jsonOf(object));
            });
        }
        this.watch.on("delete", (object) => {
            told.deleted?.(jsonOf(object));
        });
        // Where it left off is kept, so it goes on from there.
        this.watch.on("error", (error: unknown) => {
            this.refusal = error;
            if (this.lists > 0 && !this.isRefused) {
                this.goOn();
            }
        });
    }

    /**
     * Resolves when all that there is has been told; rejects where that is refused.
     * @param path of the API server, such as `/api/v1/namespaces/sock-shop/pods`
     */
    static async begin(
        config: KubeConfig,
        reader: ApiReader,
        path: string,
        told: Told,
    ): Promise<Feed> {
        const feed = new Feed(config, reader, path, told);
        await feed.watch.start();
        if (feed.lists === 0 || feed.isRefused) {
            await feed.end();
            throw feed.lists === 0
                ? feed.refusal
                : new ApiServerError(
                      statusOf(feed.refusal),
                      `${path} may be listed, but not watched: ${messageOf(feed.refusal)}`,
                  );
        }
        return feed;
    }

    /** What there is may be listed, but not watched, or not any more: nothing that it has is new. */
    get isRefused(): boolean {
        return refusals.includes(statusOf(this.refusal));
    }

    get objects(): readonly JsonObject[] {
        return this.watch.list().map(jsonOf);
    }

    async end(): Promise<void> {
        this.isOver = true;
        clearTimeout(this.retry);
        this.connection.end();
        await this.watch.stop();
    }

    private goOn(): void {
        if (!this.isOver) {
            clearTimeout(this.retry);
            this.retry = setTimeout(() => void this.watch.start(), retryMs);
        }
    }
}

/** Undefined where nobody may watch that, or nobody serves it. */
export async function feedIfServed(beginning: Promise<Feed>): Promise<Feed | undefined> {
    try {
        return await beginning;
    } catch (error) {
        if (error instanceof ApiServerError && refusals.includes(error.status)) {
            return undefined;
        }
        throw error;
    }
}

/** The client connects again by itself, also when it is just being stopped. */
class EndingWatch extends Watch {
    private isOver = false;
    private connection: AbortController | undefined;

    override async watch(...request: Parameters<Watch["watch"]>): Promise<AbortController> {
        try {
            this.connection = this.isOver ? new AbortController() : await super.watch(...request);
        } catch (error) {
            // A plug-in that has no credentials just now, perhaps. Where the client connects again,
            // nobody waits for it: a rejection would end the process.
            this.connection = new AbortController();
            const [, , , done] = request;
            queueMicrotask(() => {
                done(error);
            });
        }
        if (this.isOver) {
            this.connection.abort();
        }
        return this.connection;
    }

    end(): void {
        this.isOver = true;
        this.connection?.abort();
    }
}

/** Of an HTTP answer that the client takes for an error; 0: there was none. */
function statusOf(error: unknown): number {
    const status = (error as { readonly statusCode?: unknown } | undefined)?.statusCode;
    return typeof status === "number" ? status : 0;
}

/** A list and a watch have what the API server sends; the client only names it otherwise. */
const jsonOf = (object: KubernetesObject): JsonObject => object as object as JsonObject;
