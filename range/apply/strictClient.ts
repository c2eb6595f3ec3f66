/** Changes to a cluster as the Pulumi provider makes them, with an ear for the server's warnings. */
import {
    HttpMethod,
    IsomorphicFetchHttpLibrary,
    type KubeConfig,
    RequestContext,
} from "@kubernetes/client-node";

import type { KubernetesObject } from "../controlPlane/apiClient";
import { ApiError, isNotFound, userAgent } from "../controlPlane/apiTransport";
import type { ClusterAccess } from "../controlPlane/options";
import { waitFor } from "../controlPlane/wait";
import { kubeConfigOf } from "./kubeConfig";

type Method = "GET" | "POST" | "PATCH" | "DELETE";

export interface StrictOptions {
    /** Let the server check, admit and default the object without storing it. Default false. */
    readonly dryRun?: boolean;
    /** Default: the provider's for a stack's own objects. */
    readonly fieldManager?: string;
}

/** Who sets which fields; a patch never shares its owner's. */
export interface FieldManagers {
    readonly stack: string;
    readonly patch: string;
}

/** As the provider has one per resource. */
export const fieldManagers: FieldManagers = {
    stack: "pulumi-kubernetes",
    patch: "pulumi-kubernetes-patch",
};

const patienceSeconds = 120;

export class StrictClient {
    /** What the server warned of, one line per answer: deprecated fields, Pod Security. */
    public readonly warnings: string[] = [];
    private readonly config: KubeConfig;
    private readonly http = new IsomorphicFetchHttpLibrary();

    public constructor(private readonly cluster: ClusterAccess) {
        this.config = kubeConfigOf(cluster);
    }

    /**
     * Server-side apply that refuses unknown fields. Like the provider it takes fields over from
     * others only where the object asks for that.
     */
    public async apply(object: KubernetesObject, options: StrictOptions = {}): Promise<unknown> {
        const query = new URLSearchParams({
            fieldManager: options.fieldManager ?? fieldManagers.stack,
            fieldValidation: "Strict",
            force: String(isForced(object)),
            ...dryRun(options),
        });
        const path = `${await this.cluster.api.pathOf(object)}?${query.toString()}`;
        return this.send("PATCH", path, object, "application/apply-patch+yaml");
    }

    /** Creates an object, the name of which is in its metadata. */
    public async create(object: KubernetesObject, options: StrictOptions = {}): Promise<unknown> {
        const query = new URLSearchParams({ fieldValidation: "Strict", ...dryRun(options) });
        const path = (await this.cluster.api.pathOf(object)).replace(/\/[^/]+$/, "");
        return this.send("POST", `${path}?${query.toString()}`, object, "application/json");
    }

    /**
     * Deletes the object, what it owns first, and waits until it is gone; like the provider it is
     * content when somebody else was faster.
     */
    public async remove(object: KubernetesObject): Promise<void> {
        const path = await this.cluster.api.pathOf(object);
        const options = {
            apiVersion: "v1",
            kind: "DeleteOptions",
            propagationPolicy: "Foreground",
        };
        if (await this.isGone(path)) {
            return;
        }
        await this.send("DELETE", path, options, "application/json");
        await waitFor(`${object.kind} to be gone from ${path}`, patienceSeconds, () =>
            this.isGone(path),
        );
    }

    private async isGone(path: string): Promise<true | undefined> {
        try {
            await this.send("GET", path);
            return undefined;
        } catch (error) {
            return isNotFound(error) ? true : undefined;
        }
    }

    private async send(
        method: Method,
        path: string,
        body?: unknown,
        contentType?: string,
    ): Promise<unknown> {
        const request = new RequestContext(this.cluster.serverUrl + path, HttpMethod[method]);
        request.setHeaderParam("User-Agent", userAgent);
        if (contentType !== undefined) {
            request.setHeaderParam("Content-Type", contentType);
            request.setBody(JSON.stringify(body));
        }
        await this.config.applySecurityAuthentication(request);
        const answer = await this.http.send(request).toPromise();
        const value = JSON.parse(await answer.body.text()) as { message?: string; reason?: string };
        const { warning } = answer.headers;
        if (warning !== undefined) {
            this.warnings.push(`${method} ${path}: ${warning}`);
        }
        if (answer.httpStatusCode >= 400) {
            const { message = "", reason = "" } = value;
            throw new ApiError(answer.httpStatusCode, reason, `${method} ${path}: ${message}`);
        }
        return value;
    }
}

/** The provider's own word, not the program's idea of it. */
function isForced({ metadata }: KubernetesObject): boolean {
    const { annotations = {} } = (metadata ?? {}) as { annotations?: Record<string, string> };
    return annotations["pulumi.com/patchForce"] === "true";
}

function dryRun(options: StrictOptions): Readonly<Record<string, string>> {
    return options.dryRun === true ? { dryRun: "All" } : {};
}
