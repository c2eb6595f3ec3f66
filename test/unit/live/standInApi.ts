/** A stand-in for an API server on loopback: it answers reads from a table of paths. */
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import { KubeConfig } from "@kubernetes/client-node";
import { stringify } from "yaml";

import { field, type Json, type JsonObject, textAt } from "../../../live/snapshot/json";
import { stopServer } from "../../../tools/stopServer";

const core = "/api/v1/namespaces/sock-shop";
const cataloguePath = `${core}/services/front-end:80/proxy/catalogue`;

/** Where objects of these kinds are listed. */
const lists: Readonly<Record<string, string>> = {
    Deployment: "/apis/apps/v1/namespaces/sock-shop/deployments",
    Service: `${core}/services`,
    HorizontalPodAutoscaler: "/apis/autoscaling/v2/namespaces/sock-shop/horizontalpodautoscalers",
    NetworkPolicy: "/apis/networking.k8s.io/v1/namespaces/sock-shop/networkpolicies",
    ResourceQuota: `${core}/resourcequotas`,
    LimitRange: `${core}/limitranges`,
    Pod: `${core}/pods`,
    ReplicaSet: "/apis/apps/v1/namespaces/sock-shop/replicasets",
    EndpointSlice: "/apis/discovery.k8s.io/v1/namespaces/sock-shop/endpointslices",
    Lease: "/apis/coordination.k8s.io/v1/namespaces/sock-shop/leases",
    Job: "/apis/batch/v1/namespaces/sock-shop/jobs",
};

/** What is answered: JSON with status 200, `{ httpStatus }` for a refusal, or {@link silence}. */
export type Answer = Json;

/** Nothing at all is answered. */
export const silence: Answer = "silence";

export class StandInApi {
    /** Answers by path; lists come from `objects` unless they are here. Change them at will. */
    readonly answers = new Map<string, Answer>([[cataloguePath, []]]);
    objects: readonly JsonObject[] = [];
    /** Path and query of every request. */
    readonly asked: string[] = [];

    private constructor(private readonly server: Server) {}

    static async start(): Promise<StandInApi> {
        const server = createServer();
        const api = new StandInApi(server);
        server.on("request", (request, response) => {
            const url = new URL(request.url ?? "", "http://loopback");
            api.asked.push(url.pathname + url.search);
            const answer = api.answers.get(url.pathname) ?? api.listed(url);
            if (answer === silence) {
                return;
            }
            const status = statusOf(answer);
            response.writeHead(status ?? 200, { "content-type": "application/json" });
            response.end(status === undefined ? JSON.stringify(answer) : refusal);
        });
        server.listen(0, "127.0.0.1");
        await once(server, "listening");
        return api;
    }

    answerCatalogue(answer: Answer): void {
        this.answers.set(cataloguePath, answer);
    }

    get config(): KubeConfig {
        const config = new KubeConfig();
        config.loadFromString(stringify(kubeconfigFor(this.url)));
        return config;
    }

    get url(): string {
        return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    }

    async stop(): Promise<void> {
        await stopServer(this.server);
    }

    /** The objects of the kind that the path lists, which lists give without their kind. */
    private listed(url: URL): Answer {
        const [kind] = Object.entries(lists).find(([, path]) => path === url.pathname) ?? [];
        if (kind === undefined) {
            return { httpStatus: 404 };
        }
        const wanted = (url.searchParams.get("labelSelector") ?? "").split(",").filter(Boolean);
        const items = this.objects.filter(
            (object) =>
                object.kind === kind &&
                wanted.every((pair) => {
                    const [key = "", value] = pair.split("=");
                    return textAt(object, "metadata", "labels", key) === value;
                }),
        );
        return {
            kind: `${kind}List`,
            items: items.map((object) =>
                Object.fromEntries(
                    Object.entries(object).filter(([key]) => !["apiVersion", "kind"].includes(key)),
                ),
            ),
        };
    }
}

const refusal = JSON.stringify({ kind: "Status", message: "not today" });

function statusOf(answer: Answer): number | undefined {
    const status = field(answer, "httpStatus");
    return typeof status === "number" ? status : undefined;
}

function kubeconfigFor(server: string): object {
    const name = "kind-sockshop";
    return {
        apiVersion: "v1",
        kind: "Config",
        "current-context": name,
        contexts: [{ name, context: { cluster: name, user: name } }],
        clusters: [{ name, cluster: { server, "insecure-skip-tls-verify": true } }],
        users: [{ name, user: { token: "none" } }],
    };
}

/** Writes a kubeconfig of one context, kind-sockshop, for that server. */
export function writeKubeconfig(file: string, server: string): void {
    writeFileSync(file, stringify(kubeconfigFor(server)));
}
