/** As much of an API server as a reader needs: discovery, lists and watches of what is put in. */
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { KubeConfig } from "@kubernetes/client-node";

import { stopServer } from "../../../tools/stopServer";

/** Plurals by version and kind. */
const served: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    v1: { Pod: "pods", Event: "events", Service: "services", ResourceQuota: "resourcequotas" },
    "apps/v1": { Deployment: "deployments" },
    "batch/v1": { Job: "jobs" },
    "autoscaling/v2": { HorizontalPodAutoscaler: "horizontalpodautoscalers" },
    "networking.k8s.io/v1": { NetworkPolicy: "networkpolicies" },
};

/** As JSON has it: times are text. */
export interface PlainObject {
    readonly apiVersion?: string;
    readonly kind?: string;
    readonly metadata?: {
        readonly name?: string;
        readonly uid?: string;
        readonly resourceVersion?: string;
        readonly [field: string]: unknown;
    };
    readonly [field: string]: unknown;
}

type Proxied = (
    service: string,
    path: string,
) => { readonly status: number; readonly body: string; readonly afterMilliseconds?: number };

interface Watching {
    readonly plural: string;
    readonly response: ServerResponse;
}

export class KubernetesStandIn {
    /** What services answer through the API server. */
    proxied: Proxied = () => ({ status: 200, body: "ok" });
    /** Method and path of all that was asked. */
    readonly requests: string[] = [];
    private readonly objects = new Map<string, PlainObject>();
    private readonly watches = new Set<Watching>();
    private readonly server = createServer((request, response) => {
        this.serve(request, response);
    });
    private version = 100;
    /** Watches from before this version are told that it is gone. */
    private oldestVersion = 0;
    private port = 0;

    static async start(): Promise<KubernetesStandIn> {
        const made = new KubernetesStandIn();
        await made.comeBack();
        return made;
    }

    async comeBack(): Promise<void> {
        this.server.listen(this.port, "127.0.0.1");
        await once(this.server, "listening");
        this.port = (this.server.address() as AddressInfo).port;
    }

    stop(): Promise<void> {
        return stopServer(this.server);
    }

    get config(): KubeConfig {
        const config = new KubeConfig();
        config.loadFromOptions({
            clusters: [
                { name: "it", server: `http://127.0.0.1:${this.port}`, skipTLSVerify: true },
            ],
            users: [{ name: "it" }],
            contexts: [{ name: "it", cluster: "it", user: "it" }],
            currentContext: "it",
        });
        return config;
    }

    /** Creates it, or puts it in the place of what has its name; the same again is no change. */
    put(object: PlainObject): void {
        const key = keyOf(object);
        const before = this.objects.get(key);
        const name = object.metadata?.name ?? "";
        const uid = before?.metadata?.uid ?? `uid-${name}-${this.version}`;
        const metadata = { ...object.metadata, namespace: "sock-shop", uid };
        const wanted = { ...object, metadata };
        if (before !== undefined && textOf(before) === textOf(wanted)) {
            return;
        }
        this.version += 1;
        const stored = { ...wanted, metadata: { ...metadata, resourceVersion: `${this.version}` } };
        this.objects.set(key, stored);
        this.tell(before === undefined ? "ADDED" : "MODIFIED", stored);
    }

    /** Forgets what has happened so far, as etcd's compaction does, and cuts all watches. */
    compact(): void {
        this.version += 1;
        this.oldestVersion = this.version;
        for (const { response } of this.watches) {
            response.end();
        }
        this.watches.clear();
    }

    get(kind: string, name: string): PlainObject | undefined {
        return [...this.objects.values()].find(
            (one) => one.kind === kind && one.metadata?.name === name,
        );
    }

    remove(kind: string, name: string): void {
        const object = this.get(kind, name);
        if (object !== undefined) {
            this.version += 1;
            this.objects.delete(keyOf(object));
            this.tell("DELETED", object);
        }
    }

    names(kind: string): readonly string[] {
        return [...this.objects.values()]
            .filter((one) => one.kind === kind)
            .map(({ metadata }) => metadata?.name ?? "");
    }

    private tell(type: string, object: PlainObject): void {
        for (const { plural, response } of this.watches) {
            if (plural === pluralOf(object)) {
                response.write(`${JSON.stringify({ type, object })}\n`);
            }
        }
    }

    private serve(request: IncomingMessage, response: ServerResponse): void {
        const url = new URL(request.url ?? "", "http://it");
        this.requests.push(`${request.method ?? ""} ${url.pathname}`);
        const parts =
            /^\/(?:api|apis)\/(v1|[^/]+\/v\d+)(?:\/namespaces\/[^/]+\/([a-z]+))?(.*)$/.exec(
                url.pathname,
            );
        const [, groupVersion = "", plural, rest = ""] = parts ?? [];
        const kinds = served[groupVersion];
        if (request.method !== "GET" || kinds === undefined) {
            sendJson(response, 405, { kind: "Status", message: "This only reads" });
        } else if (plural === undefined) {
            sendJson(response, 200, discovered(groupVersion, kinds));
        } else if (rest !== "") {
            this.proxy(rest, response);
        } else if (url.searchParams.get("watch") === "true") {
            this.watch(plural, Number(url.searchParams.get("resourceVersion")), response);
        } else {
            const items = [...this.objects.values()].filter((one) => pluralOf(one) === plural);
            sendJson(response, 200, {
                ...{ apiVersion: groupVersion, kind: "List", items },
                metadata: { resourceVersion: String(this.version) },
            });
        }
    }

    private proxy(rest: string, response: ServerResponse): void {
        const [, service = "", path = "/"] = /^\/([^:/]+)[^/]*\/proxy(\/.*)$/.exec(rest) ?? [];
        const { status, body, afterMilliseconds = 0 } = this.proxied(service, path);
        setTimeout(() => {
            response.writeHead(status);
            response.end(body);
        }, afterMilliseconds);
    }

    private watch(plural: string, since: number, response: ServerResponse): void {
        response.writeHead(200, { "content-type": "application/json" });
        if (since < this.oldestVersion) {
            const object = { kind: "Status", status: "Failure", reason: "Expired", code: 410 };
            response.end(`${JSON.stringify({ type: "ERROR", object })}\n`);
            return;
        }
        response.flushHeaders();
        const watching = { plural, response };
        this.watches.add(watching);
        response.on("close", () => this.watches.delete(watching));
        for (const object of this.objects.values()) {
            if (
                pluralOf(object) === plural &&
                Number(object.metadata?.resourceVersion ?? 0) > since
            ) {
                response.write(`${JSON.stringify({ type: "ADDED", object })}\n`);
            }
        }
    }
}

function discovered(groupVersion: string, kinds: Readonly<Record<string, string>>): object {
    return {
        ...{ kind: "APIResourceList", groupVersion },
        resources: Object.entries(kinds).map(([kind, name]) => ({ kind, name, namespaced: true })),
    };
}

function pluralOf({ apiVersion = "", kind = "" }: PlainObject): string {
    return served[apiVersion]?.[kind] ?? "";
}

function keyOf({ kind = "", metadata }: PlainObject): string {
    return `${kind}/${metadata?.name ?? ""}`;
}

function textOf({ metadata, ...rest }: PlainObject): string {
    return JSON.stringify([{ ...metadata, resourceVersion: "" }, rest]);
}

function sendJson(response: ServerResponse, status: number, body: object): void {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(body));
}
