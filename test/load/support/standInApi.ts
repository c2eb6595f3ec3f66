/** A stand-in for the API server's ConfigMaps on loopback; as strict as the real one about it. */
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { stopServer } from "../../../tools/stopServer";

type Values = Record<string, string>;

interface StoredConfigMap {
    data?: Values;
    binaryData?: Values;
}

export interface StandInApiOptions {
    /** Bytes that all values of a ConfigMap may hold; default 1 MiB. */
    readonly limit?: number;
    /** Whether writing is forbidden. */
    readonly forbidsWriting?: boolean;
    /** Milliseconds before each answer; default 0. */
    readonly delay?: number;
    /** How many requests are answered with 503 first. */
    readonly unavailableFor?: number;
}

const token = "a-service-account-token";
const fields = ["data", "binaryData"] as const;

export class StandInApi {
    /** Method, path and status of each request. */
    readonly log: string[] = [];
    readonly configMaps = new Map<string, StoredConfigMap>();
    readonly #server: Server;
    readonly #url: string;

    private constructor(
        server: Server,
        private readonly options: StandInApiOptions,
    ) {
        this.#url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
        this.#server = server;
        server.on("request", (request, response) => {
            void this.#answer(request, response);
        });
    }

    /** Start with ConfigMaps by name, in the namespace "shop". */
    static async start(
        configMaps: Readonly<Record<string, StoredConfigMap>>,
        options: StandInApiOptions = {},
    ): Promise<StandInApi> {
        const server = createServer().listen(0, "127.0.0.1");
        await once(server, "listening");
        const api = new StandInApi(server, options);
        for (const [name, stored] of Object.entries(configMaps)) {
            api.configMaps.set(`/api/v1/namespaces/shop/configmaps/${name}`, stored);
        }
        return api;
    }

    /** The environment of a pod that may use it; puts the token into the folder. */
    environment(folder: string): Record<string, string> {
        const tokenFile = join(folder, "token");
        // With a line end, which must not become part of the header.
        writeFileSync(tokenFile, `${token}\n`);
        return {
            KUBERNETES_API_URL: this.#url,
            KUBERNETES_TOKEN_FILE: tokenFile,
            POD_NAMESPACE: "shop",
            RESULTS_CONFIGMAP: "results",
            REPORT_CONFIGMAP: "report",
        };
    }

    stored(name: string): StoredConfigMap {
        return this.configMaps.get(`/api/v1/namespaces/shop/configmaps/${name}`) ?? {};
    }

    /** Stop; harmless when it has been stopped already. */
    async stop(): Promise<void> {
        await stopServer(this.#server);
    }

    async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
        const chunks: Buffer[] = [];
        for await (const chunk of request) {
            chunks.push(chunk as Buffer);
        }
        await sleep(this.options.delay ?? 0);
        const [status, body] = this.#decide(request, Buffer.concat(chunks).toString());
        this.log.push(`${request.method ?? ""} ${request.url ?? ""} ${status}`);
        response.writeHead(status, { "Content-Type": "application/json" });
        response.end(JSON.stringify(body));
    }

    #decide(request: IncomingMessage, body: string): [number, unknown] {
        if (this.log.length < (this.options.unavailableFor ?? 0)) {
            return refusal(503, "the server is currently unable to handle the request");
        }
        if (request.headers.authorization !== `Bearer ${token}`) {
            return refusal(401, "Unauthorized");
        }
        const stored = this.configMaps.get(request.url ?? "");
        if (stored === undefined) {
            return refusal(404, "configmaps not found");
        }
        if (request.method === "GET") {
            return [200, stored];
        }
        if (request.method !== "PATCH" || this.options.forbidsWriting === true) {
            return refusal(403, "configmaps is forbidden: User cannot patch resource");
        }
        if (request.headers["content-type"] !== "application/merge-patch+json") {
            return refusal(415, "the body of the request was in an unknown format");
        }
        if (body.length > 3 * 1024 * 1024) {
            return refusal(413, "Request entity too large: limit is 3145728");
        }
        const merged = merge(stored, JSON.parse(body) as Patch);
        const limit = this.options.limit ?? 1024 * 1024;
        if (byteCount(merged) > limit) {
            return refusal(422, `[]: Too long: must have at most ${limit} bytes`);
        }
        this.configMaps.set(request.url ?? "", merged);
        return [200, merged];
    }
}

type Patch = Partial<Record<(typeof fields)[number], Record<string, string | null>>>;

function merge(stored: StoredConfigMap, patch: Patch): StoredConfigMap {
    const merged: StoredConfigMap = {};
    for (const field of fields) {
        const values = { ...stored[field], ...patch[field] };
        const left = Object.entries(values).filter((entry) => entry[1] !== null);
        merged[field] = Object.fromEntries(left) as Values;
    }
    return merged;
}

function byteCount({ data = {}, binaryData = {} }: StoredConfigMap): number {
    const texts = Object.values(data).map((text) => Buffer.byteLength(text));
    const binaries = Object.values(binaryData).map((text) => Buffer.from(text, "base64").length);
    return [...texts, ...binaries].reduce((sum, size) => sum + size, 0);
}

function refusal(code: number, message: string): [number, unknown] {
    return [code, { kind: "Status", apiVersion: "v1", status: "Failure", message, code }];
}
