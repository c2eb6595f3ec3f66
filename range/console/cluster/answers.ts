/** What the shop's services answer over HTTP, asked through the API server's service proxy. */
import { request as httpRequest } from "node:http";
import { request as httpsRequest, type RequestOptions } from "node:https";

import type { KubeConfig } from "@kubernetes/client-node";

import { isAsked } from "../../../shop/calls";
import type { AnswerView } from "../messages";

/** A visitor every five seconds: little against any load, and fresh enough to look at. */
const periodMilliseconds = 5000;
const patienceMilliseconds = 5000;
/** Longer than the patience and a period: until the next answer the last one stands. */
const freshSeconds = 15;

export interface AnswerOptions {
    readonly config: KubeConfig;
    readonly namespace: string;
    readonly now: () => number;
    /** Names of the Deployments that are there. */
    readonly workloads: () => readonly string[];
    /** Whether a page is open: the shop has no visitor whom nobody wants to hear of. */
    readonly isLookedAt: () => boolean;
    readonly changed: () => void;
}

export class Answers {
    readonly latest: Record<string, AnswerView> = {};
    private readonly pending = new Set<string>();
    private timer: NodeJS.Timeout | undefined;
    private isStopped = false;

    constructor(private readonly options: AnswerOptions) {}

    /** Does nothing when it has been stopped before, as by the end of a console that was starting. */
    start(): void {
        if (this.isStopped) {
            return;
        }
        this.wake();
        this.timer = setInterval(() => {
            this.wake();
        }, periodMilliseconds);
    }

    stop(): void {
        this.isStopped = true;
        clearInterval(this.timer);
    }

    /** Asks all, if somebody looks. */
    wake(): void {
        if (this.options.isLookedAt()) {
            this.askAll();
        }
    }

    private askAll(): void {
        this.forget();
        for (const service of this.options.workloads()) {
            const path = pathOf(service);
            if (path !== undefined && !this.pending.has(service)) {
                this.pending.add(service);
                void this.ask(service, path);
            }
        }
    }

    /** What was said while somebody else looked, or by what is no more. */
    private forget(): void {
        for (const [service, { askedAt }] of Object.entries(this.latest)) {
            if (askedAt < this.options.now() - freshSeconds) {
                Reflect.deleteProperty(this.latest, service);
            }
        }
    }

    private async ask(service: string, path: string): Promise<void> {
        const { config, namespace, now, changed } = this.options;
        const started = performance.now();
        const proxied = `/api/v1/namespaces/${namespace}/services/${service}:80/proxy${path}`;
        const found = await get(config, proxied);
        this.latest[service] = {
            path,
            askedAt: now(),
            milliseconds: Math.round(performance.now() - started),
            ...found,
        };
        this.pending.delete(service);
        changed();
    }
}

/** The front-end as a visitor asks it; for their health, the others that anybody asks. */
function pathOf(service: string): string | undefined {
    if (service === "front-end") {
        return "/catalogue";
    }
    return isAsked(service) ? "/health" : undefined;
}

type Found = Pick<AnswerView, "status" | "failure">;

async function get(config: KubeConfig, path: string): Promise<Found> {
    const options: RequestOptions = { timeout: patienceMilliseconds, method: "GET" };
    await config.applyToHTTPSOptions(options);
    const url = new URL(path, config.getCurrentCluster()?.server);
    const send = url.protocol === "http:" ? httpRequest : httpsRequest;
    return new Promise((resolve) => {
        const asked = send(url, options, (response) => {
            const parts: Buffer[] = [];
            response.on("data", (part: Buffer) => parts.push(part));
            response.on("error", (error) => {
                resolve({ status: undefined, failure: error.message });
            });
            response.on("end", () => {
                resolve(foundIn(response.statusCode ?? 0, Buffer.concat(parts).toString()));
            });
        });
        asked.on("timeout", () => asked.destroy(new Error("no answer within 5 s")));
        asked.on("error", (error) => {
            resolve({ status: undefined, failure: error.message });
        });
        asked.end();
    });
}

/** What the API server says because nobody answered it is no answer of the service. */
function foundIn(status: number, body: string): Found {
    const said = /^\s*\{"kind":"Status"/.test(body)
        ? (JSON.parse(body) as { readonly message?: string }).message
        : undefined;
    return said === undefined
        ? { status, failure: undefined }
        : { status: undefined, failure: shortened(said) };
}

function shortened(message: string): string {
    return message
        .replace(/^error trying to reach service: /, "")
        .replace(/^dial tcp [^ ]+: (connect: )?/, "")
        .slice(0, 120);
}
