/** What the console answers, and to whom. */
import type { IncomingMessage, ServerResponse } from "node:http";

import type { KubeConfig } from "@kubernetes/client-node";

import type { DatadogClient } from "./account/datadogClient";
import type { RangeActions } from "./actions";
import { withoutNames } from "./blindfold";
import { Broadcast } from "./broadcast";
import type { ConsoleDesk } from "./desk";
import { type Asked, askedOf, isOwn, type Tokens } from "./http/access";
import type { Assets } from "./http/assets";
import { BadBody, bodyOf, sendAsset, sendJson, sendText } from "./http/exchange";
import { relayed } from "./http/relay";
import type { WriteSource } from "./timeline/deletions";
import { Trainer } from "./trainer";
import { World } from "./world";

export interface ServerOptions {
    readonly assets: Assets;
    readonly tokens: Tokens;
    readonly port: number;
    readonly namespace: string;
    readonly client: DatadogClient;
    readonly config: KubeConfig;
    readonly now: () => number;
    readonly takeWorstLag: () => number;
    readonly writes?: WriteSource;
    readonly actions: RangeActions | undefined;
    readonly report: (text: string) => void;
}

export class ConsoleServer {
    private readonly broadcast: Broadcast;
    private readonly world: World;
    private readonly trainer: Trainer | undefined;
    private desk: ConsoleDesk | undefined;

    constructor(private readonly options: ServerOptions) {
        const { client, config, namespace, now, actions, writes } = options;
        this.broadcast = new Broadcast(options, () => ({
            world: this.world,
            trainer: this.trainer,
        }));
        this.world = new World({
            ...{ client, config, namespace, now, writes },
            isLookedAt: () => this.broadcast.isLookedAt,
            changed: (what) => {
                this.broadcast.sendSoon(what);
            },
        });
        this.trainer =
            actions &&
            new Trainer(actions, () => {
                this.broadcast.sendSoon("trainer");
            });
    }

    start(): void {
        this.broadcast.start();
        this.world.start().catch((error: unknown) => {
            this.options.report(`The console: ${String(error)}`);
        });
    }

    async stop(): Promise<void> {
        this.broadcast.stop();
        await this.world.stop();
    }

    /** Asks whoever looks, from now on; undefined: asks nothing any more. */
    setDesk(desk: ConsoleDesk | undefined): void {
        this.desk = desk;
        this.broadcast.setDesk(desk);
    }

    async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
        const { port, tokens, report } = this.options;
        if (!isOwn(request, port)) {
            sendText(response, 403, "This page is served to this machine only.");
            return;
        }
        const asked = askedOf(request, tokens);
        if (asked === undefined) {
            sendText(response, 404, "The console's address ends with its token: see the range.");
            return;
        }
        try {
            await this.answer(asked, request, response);
        } catch (error) {
            if (error instanceof BadBody) {
                sendJson(response, 400, { errors: [error.message] });
                return;
            }
            report(`The console: ${String(error)}`);
            if (!response.headersSent) {
                sendJson(response, 500, { errors: ["The console has a fault of its own."] });
            }
        }
    }

    private async answer(
        asked: Asked,
        request: IncomingMessage,
        response: ServerResponse,
    ): Promise<void> {
        const { method = "GET" } = request;
        const asset = this.options.assets.get(asked.path);
        if (asset !== undefined && method === "GET") {
            sendAsset(request, response, asset);
        } else if (asked.path === "stream" && method === "GET") {
            this.broadcast.open(asked, response);
        } else if (asked.path.startsWith("datadog/")) {
            await this.relay(asked, request, response);
        } else if (asked.path.startsWith("desk/") && method === "POST") {
            await this.answerAt(this.desk, asked.path.slice("desk/".length), request, response);
        } else if (asked.path.startsWith("actions/") && method === "POST") {
            await this.act(asked, request, response);
        } else {
            sendText(response, 404, "There is nothing here.");
        }
    }

    private async answerAt(
        desk: ConsoleDesk | undefined,
        what: string,
        request: IncomingMessage,
        response: ServerResponse,
    ): Promise<void> {
        const body = await bodyOf(request);
        if (desk === undefined) {
            sendJson(response, 409, { errors: ["Nothing is asked."] });
        } else if (what === "done") {
            desk.done();
            sendJson(response, 202, {});
        } else if (what === "answer" && body !== undefined) {
            const wrong = desk.take(JSON.stringify(body));
            sendJson(response, wrong.length === 0 ? 202 : 400, { errors: wrong });
        } else {
            sendJson(response, 400, { errors: ["There is no answer in it."] });
        }
    }

    private async relay(
        { role, path, query }: Asked,
        request: IncomingMessage,
        response: ServerResponse,
    ): Promise<void> {
        const { client } = this.options;
        const body = await bodyOf(request);
        const wanted = path.slice("datadog".length);
        const found = await relayed(client, request.method ?? "", wanted, query, body);
        if (found === undefined) {
            sendJson(response, 403, { errors: ["The console reads, and does not ask for this."] });
            return;
        }
        sendJson(
            response,
            found.status,
            role === "trainee" ? withoutNames(found.body) : found.body,
        );
    }

    private async act(
        { role, path }: Asked,
        request: IncomingMessage,
        response: ServerResponse,
    ): Promise<void> {
        if (role !== "trainer" || this.trainer === undefined) {
            sendJson(response, 403, { errors: ["Only the trainer's view can do this."] });
            return;
        }
        const refused = this.trainer.begin(path.slice("actions/".length), await bodyOf(request));
        if (refused === undefined) {
            sendJson(response, 202, {});
        } else {
            sendJson(response, refused.status, { errors: [refused.reason] });
        }
    }
}
