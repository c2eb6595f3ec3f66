/**
 * The range's account as a stand-in of Datadog's, for tests: it keeps what was asked and answered,
 * notes where an answer breaks the official models, and fails when told to.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

import { Account } from "../../../range/account/account";
import { allRoutes } from "../../../range/account/allRoutes";
import type { Asked, Keys } from "../../../range/account/http/answer";
import type { Reply } from "../../../range/account/http/exchange";
import { RateLimits } from "../../../range/account/http/rateLimits";
import { routerOf } from "../../../range/account/http/routes";
import { askedOf, listening, send } from "../../../range/account/http/wire";
import { WorldClock } from "../../../range/clock";
import { TelemetryStore } from "../../../range/store/store";
import { stopServer } from "../../../tools/stopServer";
import { type Failure, Failures, textOf } from "./failures";
import { modelledAnswer } from "./modelledAnswer";

export type { Keys };

/** Keys that the stand-in takes when none are given. */
export const standInKeys = { apiKey: "stand-in-api-key", appKey: "stand-in-app-key" } as const;

/** One request to the stand-in and its answer. */
export interface Exchange extends Omit<Asked, "text"> {
    /** As JSON; undefined: there was none. */
    readonly body: unknown;
    /** 0: the connection was cut. */
    readonly status: number;
    readonly reply: unknown;
}

export class DatadogStandIn {
    readonly account = new Account(new TelemetryStore(), new WorldClock());
    /** Everything that was asked, in order; also what was refused or cut. */
    readonly requests: Exchange[] = [];
    /** Where an answer broke the official model: faults of the account itself. */
    readonly mistakes: string[] = [];
    private readonly failures = new Failures();
    private readonly router = routerOf(allRoutes(this.account));
    private readonly limits = new RateLimits();
    private server: Server | undefined;
    private port = 0;

    private constructor(public keys: Keys) {}

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
        this.port = await listening(this.server, this.port);
    }

    stop(): Promise<void> {
        return this.goDown();
    }

    private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
        const { text, ...asked } = await askedOf(request);
        const failure = this.failures.next(asked.method, asked.path);
        const { body, reply } = this.replyTo({ ...asked, text }, failure);
        const isCut = failure === "broken" || failure === "lost";
        this.requests.push({ ...asked, body, status: isCut ? 0 : reply.status, reply: reply.body });
        if (isCut) {
            request.socket.destroy();
            return;
        }
        send(response, reply);
    }

    private replyTo(
        asked: Asked,
        failure: Failure["answer"] | undefined,
    ): { body: unknown; reply: Reply } {
        if (typeof failure === "number") {
            const reply = { status: failure, body: { errors: [textOf(failure)] } };
            return { body: asked.text, reply };
        }
        if (failure === "broken") {
            return { body: asked.text, reply: { status: 0 } };
        }
        const { router, keys, limits } = this;
        const mistake = (text: string): void => {
            this.mistakes.push(text);
        };
        return modelledAnswer({ router, keys, limits, mistake }, asked);
    }
}
