/**
 * A stand-in of Datadog's API on loopback: strict about what it takes, official in what it answers.
 * The answers were modelled on recorded traffic of the Terraform provider's own tests.
 */
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { Account } from "./account";
import { answer } from "./answer";
import type { Exchange, Reply } from "./exchange";
import { type Failure, Failures, textOf } from "./failures";
import { allRoutes } from "./allRoutes";
import type { Route } from "./routes";
import { stopServer } from "../stopServer";

/** Keys that the stand-in takes when none are given. */
export const standInKeys = { apiKey: "stand-in-api-key", appKey: "stand-in-app-key" } as const;

/** Longer than any test. */
const keepAliveMs = 3_600_000;

export type Keys = Readonly<Record<"apiKey" | "appKey", string>>;

export class DatadogStandIn {
    readonly account = new Account();
    /** Everything that was asked, in order; also what was refused or cut. */
    readonly requests: Exchange[] = [];
    /** Where an answer broke the official model: faults of the stand-in itself. */
    readonly mistakes: string[] = [];
    private readonly failures = new Failures();
    private readonly routes: readonly Route[];
    private server: Server | undefined;
    private port = 0;

    private constructor(public keys: Keys) {
        this.routes = allRoutes(this.account);
    }

    static async start(keys: Keys = standInKeys): Promise<DatadogStandIn> {
        const standIn = new DatadogStandIn(keys);
        await standIn.comeBack();
        return standIn;
    }

    /** Base URL, without a slash at its end. */
    get url(): string {
        return `http://127.0.0.1:${this.port}`;
    }

    /** From now on requests fail like that; several failures can be armed at once. */
    fail(failure: Failure): void {
        this.failures.add(failure);
    }

    /** No failures any more. */
    heal(): void {
        this.failures.clear();
    }

    /** Requests of that method to paths that match. */
    requestsTo(method: string, path: RegExp): readonly Exchange[] {
        return this.requests.filter((one) => one.method === method && path.test(one.path));
    }

    /** Connections are refused until it comes back, at the same address. */
    async goDown(): Promise<void> {
        const { server } = this;
        this.server = undefined;
        if (server !== undefined) {
            await stopServer(server);
        }
    }

    async comeBack(): Promise<void> {
        if (this.server !== undefined) {
            return;
        }
        this.server = createServer((request, response) => {
            this.serve(request, response).catch((error: unknown) => {
                this.mistakes.push(String(error));
                response.destroy();
            });
        });
        // Or it would close a connection at the very moment at which a client uses it again.
        this.server.keepAliveTimeout = keepAliveMs;
        this.server.listen(this.port, "127.0.0.1");
        await once(this.server, "listening");
        this.port = (this.server.address() as AddressInfo).port;
    }

    stop(): Promise<void> {
        return this.goDown();
    }

    private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
        const chunks: Buffer[] = [];
        for await (const chunk of request) {
            chunks.push(chunk as Buffer);
        }
        const { pathname, searchParams } = new URL(request.url ?? "/", this.url);
        const asked = {
            method: request.method ?? "GET",
            path: pathname,
            query: searchParams,
            headers: Object.fromEntries(
                Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
            ),
            text: Buffer.concat(chunks).toString("utf8"),
        };
        const failure = this.failures.next(asked.method, asked.path);
        const { body, reply } = this.replyTo(asked, failure);
        const isCut = failure === "broken" || failure === "lost";
        this.requests.push({ ...asked, body, status: isCut ? 0 : reply.status, reply: reply.body });
        if (isCut) {
            request.socket.destroy();
            return;
        }
        send(response, reply);
    }

    private replyTo(
        asked: Parameters<typeof answer>[1],
        failure: Failure["answer"] | undefined,
    ): { body: unknown; reply: Reply } {
        if (typeof failure === "number") {
            const reply = { status: failure, body: { errors: [textOf(failure)] } };
            return { body: asked.text, reply };
        }
        if (failure === "broken") {
            return { body: asked.text, reply: { status: 0 } };
        }
        const { routes, keys, mistakes } = this;
        return answer({ routes, keys, mistakes }, asked);
    }
}

function send(response: ServerResponse, { status, body }: Reply): void {
    if (body === undefined) {
        response.writeHead(status).end();
        return;
    }
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
