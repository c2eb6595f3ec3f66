/** What the console answers to whoever may ask: the page, its stream, Datadog, the desk, the trainer. */
import type { IncomingMessage, ServerResponse } from "node:http";

import type { ApiAccess } from "../../live/datadog/request";
import { withoutNames } from "./blindfold";
import type { Broadcast } from "./broadcast";
import type { ConsoleDesk } from "./desk";
import type { Asked } from "./http/access";
import type { Assets } from "./http/assets";
import { bodyOf, sendAsset, sendJson, sendText } from "./http/exchange";
import { relayed } from "./http/relay";
import type { Trainer } from "./trainer";

export interface AnsweringOptions {
    readonly assets: Assets;
    readonly datadog: ApiAccess;
    readonly broadcast: Broadcast;
    /** Undefined: nobody can have anything done. */
    readonly trainer: Trainer | undefined;
}

/** A request, and where its answer goes. */
export interface Exchange {
    readonly request: IncomingMessage;
    readonly response: ServerResponse;
}

export class Answering {
    /** Whoever looks is asked by it; undefined: nothing is asked. */
    desk: ConsoleDesk | undefined;

    constructor(private readonly options: AnsweringOptions) {}

    /** @throws BadBody */
    async answer(asked: Asked, exchange: Exchange): Promise<void> {
        const { request, response } = exchange;
        const { method = "GET" } = request;
        const { assets, broadcast } = this.options;
        const asset = assets.get(asked.path);
        if (asset !== undefined && method === "GET") {
            sendAsset(request, response, asset);
        } else if (asked.path === "stream" && method === "GET") {
            broadcast.open(asked, response);
        } else if (asked.path.startsWith("datadog/")) {
            await this.relay(asked, exchange);
        } else if (asked.path.startsWith("desk/") && method === "POST") {
            await this.takeAnswer(asked.path.slice("desk/".length), exchange);
        } else if (asked.path.startsWith("actions/") && method === "POST") {
            await this.act(asked, exchange);
        } else {
            sendText(response, 404, "There is nothing here.");
        }
    }

    private async takeAnswer(what: string, { request, response }: Exchange): Promise<void> {
        const body = await bodyOf(request);
        const { desk } = this;
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
        { request, response }: Exchange,
    ): Promise<void> {
        const body = await bodyOf(request);
        const wanted = path.slice("datadog".length);
        const method = request.method ?? "";
        const found = await relayed(this.options.datadog, method, wanted, query, body);
        if (found === undefined) {
            sendJson(response, 403, { errors: ["The console reads, and does not ask for this."] });
            return;
        }
        const seen = role === "trainee" ? withoutNames(found.body) : found.body;
        sendJson(response, found.status, seen);
    }

    private async act({ role, path }: Asked, { request, response }: Exchange): Promise<void> {
        const { trainer } = this.options;
        if (role !== "trainer" || trainer === undefined) {
            sendJson(response, 403, { errors: ["Only the trainer's view can do this."] });
            return;
        }
        const refused = trainer.begin(path.slice("actions/".length), await bodyOf(request));
        if (refused === undefined) {
            sendJson(response, 202, {});
        } else {
            sendJson(response, refused.status, { errors: [refused.reason] });
        }
    }
}
