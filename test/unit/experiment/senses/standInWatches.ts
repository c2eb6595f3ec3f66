/** As much of an API server as watches need: lists, changes since a version, and what goes wrong. */
import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { KubeConfig } from "@kubernetes/client-node";

import type { JsonObject } from "../../../../live/snapshot/json";

type Verb = "ADDED" | "MODIFIED" | "DELETED";

interface Change {
    readonly path: string;
    readonly version: number;
    readonly verb: Verb;
    readonly object: JsonObject;
}

export class StandInWatches {
    readonly config = new KubeConfig();
    /** Paths that nobody may read. */
    readonly forbidden = new Set<string>();
    /** Paths that may be listed, but not watched. */
    readonly unwatchable = new Set<string>();
    /** Texts by path, such as a proxied page. */
    readonly pages = new Map<string, string>();
    /** How often each path was listed. */
    readonly lists = new Map<string, number>();
    /** Watches that are asked for while it holds them back, each to be let go. */
    held: (() => void)[] | undefined;
    private version = 100;
    /** Changes before it are forgotten. */
    private oldest = 0;
    private changes: Change[] = [];
    private readonly objects = new Map<string, Map<string, JsonObject>>();
    private readonly watchers = new Set<{ path: string; response: ServerResponse }>();
    private server: Server | undefined;
    private port = 0;

    async start(): Promise<void> {
        this.server = createServer(({ url = "" }, response) => {
            const { pathname, searchParams } = new URL(url, "http://stand-in");
            const isWatch = searchParams.has("watch");
            if (this.forbidden.has(pathname) || (isWatch && this.unwatchable.has(pathname))) {
                send(response, 403, { kind: "Status", code: 403, message: "forbidden" });
            } else if (this.pages.has(pathname)) {
                response.end(this.pages.get(pathname));
            } else if (pathname.endsWith("/metrics")) {
                send(response, 404, { kind: "Status", code: 404 });
            } else if (isWatch) {
                const since = Number(searchParams.get("resourceVersion"));
                const begin = (): void => {
                    this.watch(pathname, since, response);
                };
                if (this.held === undefined) {
                    begin();
                } else {
                    this.held.push(begin);
                }
            } else {
                this.lists.set(pathname, (this.lists.get(pathname) ?? 0) + 1);
                const items = [...(this.objects.get(pathname)?.values() ?? [])];
                const metadata = { resourceVersion: String(this.version) };
                send(response, 200, { kind: "List", metadata, items });
            }
        }).listen(this.port, "127.0.0.1");
        await once(this.server, "listening");
        this.port = (this.server.address() as AddressInfo).port;
        const server = `http://127.0.0.1:${this.port}`;
        const cluster = { name: "one", server, skipTLSVerify: true };
        this.config.loadFromClusterAndUser(cluster, { name: "one" });
    }

    /** Away: whoever watches is cut off, and whoever asks is refused. */
    async stop(): Promise<void> {
        const { server } = this;
        server?.closeAllConnections();
        server?.close();
        if (server !== undefined) {
            await once(server, "close");
        }
        this.watchers.clear();
    }

    /** Every watch ends, as it does after some minutes. */
    cut(): void {
        for (const { response } of this.watchers) {
            response.end();
        }
        this.watchers.clear();
    }

    /** What was until now can no longer be watched from. */
    forget(): void {
        this.oldest = this.version;
        this.changes = [];
    }

    get watched(): number {
        return this.watchers.size;
    }

    put(path: string, name: string, object: JsonObject): void {
        const known = this.objects.get(path) ?? new Map<string, JsonObject>();
        this.objects.set(path, known);
        this.tell(path, known.has(name) ? "MODIFIED" : "ADDED", known, name, object);
    }

    remove(path: string, name: string): void {
        const known = this.objects.get(path);
        const object = known?.get(name);
        if (known !== undefined && object !== undefined) {
            this.tell(path, "DELETED", known, name, object);
            known.delete(name);
        }
    }

    private tell(
        path: string,
        verb: Verb,
        known: Map<string, JsonObject>,
        name: string,
        object: JsonObject,
    ): void {
        this.version += 1;
        const own = object.metadata as JsonObject | undefined;
        const metadata = { ...own, name, uid: name, resourceVersion: String(this.version) };
        const versioned = { ...object, metadata };
        known.set(name, versioned);
        const change = { path, verb, version: this.version, object: versioned };
        this.changes.push(change);
        for (const { path: watched, response } of this.watchers) {
            if (watched === path) {
                response.write(line(change));
            }
        }
    }

    private watch(path: string, since: number, response: ServerResponse): void {
        response.writeHead(200, { "content-type": "application/json" });
        if (since < this.oldest) {
            const object = { kind: "Status", code: 410, reason: "Expired" };
            response.end(`${JSON.stringify({ type: "ERROR", object })}\n`);
            return;
        }
        response.flushHeaders();
        const missed = this.changes.filter((one) => one.path === path && one.version > since);
        response.write(missed.map(line).join(""));
        const watcher = { path, response };
        this.watchers.add(watcher);
        response.on("close", () => this.watchers.delete(watcher));
    }
}

const line = ({ verb, object }: Change): string => `${JSON.stringify({ type: verb, object })}\n`;

function send(response: ServerResponse, status: number, body: object): void {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(body));
}
