/** Datadog's API on loopback, over what the range has measured. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

import { stopServer } from "../../tools/stopServer";
import type { RangeClock } from "../clock";
import type { TelemetryStore } from "../store/store";
import { Account } from "./account";
import { allRoutes } from "./allRoutes";
import { answer, type Keys, type Office } from "./http/answer";
import { type KeptAccount, keptOf, restore } from "./kept";
import { LiveMonitors } from "./live/liveMonitors";
import { everyMinute } from "./live/minutes";
import { asReply, type Reply } from "./http/exchange";
import { RateLimits } from "./http/rateLimits";
import { routerOf } from "./http/routes";
import { askedOf, listening, send } from "./http/wire";

export interface AccountOptions {
    readonly store: TelemetryStore;
    readonly clock: RangeClock;
    readonly keys: Keys;
    /** Default: any that is free. */
    readonly port?: number;
    /** What an earlier account held, by its `kept`. */
    readonly restored?: unknown;
    /** Who answers beside the API, by path. */
    readonly doors?: Readonly<Record<string, Door>>;
    /** See `Office`. */
    readonly changed?: Office["changed"];
    /** Told of a rule that gave up: a fault of ours, which the client hears of as 500. */
    readonly report?: (text: string) => void;
}

/** @param url base URL of the API, without a slash at its end */
export type Door = (
    request: IncomingMessage,
    response: ServerResponse,
    url: string,
) => Promise<void>;

export interface RunningAccount {
    /** Base URL, without a slash at its end: DD_HOST, or datadog:apiUrl. */
    readonly url: string;
    readonly account: Account;
    readonly live: LiveMonitors;
    /** What it holds now, as plain data. */
    readonly kept: () => KeptAccount;
    readonly stop: () => Promise<void>;
}

/** @throws when the port is taken. */
export async function startAccount(options: AccountOptions): Promise<RunningAccount> {
    const { store, clock, keys, port, doors = {}, report = () => undefined } = options;
    const account = new Account(store, clock);
    const live = new LiveMonitors(account);
    if (options.restored !== undefined) {
        restore(account, live, options.restored);
    }
    const office: Office = {
        router: routerOf(allRoutes(account, live)),
        keys,
        limits: new RateLimits(),
        mistake: report,
        changed: options.changed,
    };
    let url = "";
    const server = createServer((request, response) => {
        const door = doors[request.url?.replace(/\?.*$/s, "") ?? ""];
        void (door === undefined
            ? serve(office, request, response)
            : through(door, request, response, url));
    });
    url = `http://127.0.0.1:${await listening(server, port)}`;
    const endMinutes = everyMinute(account, live, report);
    const stop = async (): Promise<void> => {
        endMinutes();
        await stopServer(server);
    };
    return { url, account, live, kept: () => keptOf(account, live), stop };
}

async function through(
    door: Door,
    request: IncomingMessage,
    response: ServerResponse,
    url: string,
): Promise<void> {
    try {
        await door(request, response, url);
    } catch (error) {
        if (response.headersSent) {
            response.destroy();
        } else {
            send(response, asReply(error));
        }
    }
}

async function serve(
    office: Office,
    request: IncomingMessage,
    response: ServerResponse,
): Promise<void> {
    const reply = await replyTo(office, request);
    try {
        send(response, reply);
    } catch (error) {
        office.mistake(`${request.method ?? ""} ${request.url ?? ""}: ${String(error)}`);
        response.destroy();
    }
}

async function replyTo(office: Office, request: IncomingMessage): Promise<Reply> {
    try {
        return answer(office, await askedOf(request)).reply;
    } catch (error) {
        return asReply(error);
    }
}
