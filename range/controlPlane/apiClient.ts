/**
 * Requests to an API server, as one identity. The generated clients of @kubernetes/client-node have
 * a method per kind and its generic one cannot ask for strict field validation on an apply, which is
 * what the Pulumi provider does; so this sends plain requests and leaves only authentication to it.
 */
import type { RequestOptions } from "node:https";
import { KubeConfig } from "@kubernetes/client-node";
import { agentFor, call, type ApiRequest } from "./apiTransport";

/** Any Kubernetes object, as it is sent and received. */
export interface KubernetesObject {
    readonly apiVersion: string;
    readonly kind: string;
    readonly metadata?: {
        readonly name?: string;
        readonly namespace?: string;
        readonly [field: string]: unknown;
    };
    readonly [field: string]: unknown;
}

/** How an object is applied. */
export interface ApplyOptions {
    /** Default `control-plane-test`. */
    readonly fieldManager?: string;
    /** Take over fields of other managers. Default false. */
    readonly force?: boolean;
    /** Let the server check and default the object without storing it. Default false. */
    readonly dryRun?: boolean;
}

interface ApiResource {
    readonly name: string;
    readonly kind: string;
    readonly namespaced: boolean;
}

export class ApiClient {
    private readonly resources = new Map<string, Promise<readonly ApiResource[]>>();

    private constructor(
        private readonly server: URL,
        private readonly options: RequestOptions,
    ) {}

    /** A client for the current context of the kubeconfig in that file. */
    public static async fromKubeconfig(path: string): Promise<ApiClient> {
        const config = new KubeConfig();
        config.loadFromFile(path);
        const cluster = config.getCurrentCluster();
        if (cluster === null) {
            throw new Error(`${path} has no cluster for its current context.`);
        }
        const options: RequestOptions = {};
        await config.applyToHTTPSOptions(options);
        return new ApiClient(new URL(cluster.server), { ...options, agent: agentFor(options) });
    }

    /** The server's address, as the kubeconfig has it. */
    public get serverUrl(): string {
        return this.server.href.replace(/\/$/, "");
    }

    /** The same server, with this bearer token as the only credential. */
    public withToken(token: string): ApiClient {
        const { ca, servername, rejectUnauthorized } = this.options;
        const trust: RequestOptions = { ca, servername, rejectUnauthorized };
        return new ApiClient(this.server, {
            ...trust,
            headers: { authorization: `Bearer ${token}` },
            agent: agentFor(trust),
        });
    }

    /**
     * Sends a request; resolves to the parsed JSON answer (a text answer as text).
     * Rejects with an `ApiError` when the server refuses.
     */
    public request(
        method: ApiRequest["method"],
        path: string,
        body?: unknown,
        contentType = "application/json",
    ): Promise<unknown> {
        const url = new URL(this.serverUrl + path);
        return call(this.options, { method, url, body, contentType });
    }

    public get(path: string): Promise<unknown> {
        return this.request("GET", path);
    }

    /** Server-side apply, refusing unknown and duplicate fields, as the Pulumi provider sends it. */
    public async apply(object: KubernetesObject, options: ApplyOptions = {}): Promise<unknown> {
        const query = new URLSearchParams({
            fieldManager: options.fieldManager ?? "control-plane-test",
            fieldValidation: "Strict",
            force: String(options.force ?? false),
        });
        if (options.dryRun === true) {
            query.set("dryRun", "All");
        }
        const path = `${await this.pathOf(object)}?${query.toString()}`;
        return this.request("PATCH", path, object, "application/apply-patch+yaml");
    }

    /** Deletes the object and, in the background, what it owns. */
    public async remove(object: KubernetesObject): Promise<unknown> {
        return this.request("DELETE", await this.pathOf(object), {
            apiVersion: "v1",
            kind: "DeleteOptions",
            propagationPolicy: "Background",
        });
    }

    /** The path of a named object, by what the server says of its kind. */
    public async pathOf(object: KubernetesObject): Promise<string> {
        const { apiVersion, kind, metadata } = object;
        const group = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
        const resource = (await this.resourcesOf(group)).find(
            (candidate) => candidate.kind === kind && !candidate.name.includes("/"),
        );
        if (resource === undefined) {
            throw new Error(`The server knows no kind ${kind} in ${apiVersion}.`);
        }
        const scope = resource.namespaced ? `/namespaces/${metadata?.namespace ?? "default"}` : "";
        return `${group}${scope}/${resource.name}/${metadata?.name ?? ""}`;
    }

    private resourcesOf(group: string): Promise<readonly ApiResource[]> {
        const known = this.resources.get(group);
        if (known !== undefined) {
            return known;
        }
        const asked = this.get(group).then(
            (list) => (list as { resources: readonly ApiResource[] }).resources,
        );
        this.resources.set(group, asked);
        // A group that is not served yet may be later (an extension API, a custom resource).
        asked.catch(() => this.resources.delete(group));
        return asked;
    }
}
