/** The console behind its door: who may come in, and what goes on while somebody looks. */
import type { IncomingMessage, ServerResponse } from "node:http";

import type { KubeConfig } from "@kubernetes/client-node";

import type { ApiAccess } from "../../live/datadog/request";
import type { RangeActions } from "./actions";
import { Answering } from "./answering";
import { Broadcast } from "./broadcast";
import { ConsoleWorld } from "./consoleWorld";
import type { ConsoleDesk } from "./desk";
import { askedOf, isOwn, type Tokens } from "./http/access";
import type { Assets } from "./http/assets";
import { BadBody, sendJson, sendText } from "./http/exchange";
import type { WriteSource } from "./timeline/deletions";
import { Trainer } from "./trainer";

export interface ServerOptions {
    readonly assets: Assets;
    readonly tokens: Tokens;
    readonly port: number;
    readonly namespace: string;
    readonly datadog: ApiAccess;
    readonly config: KubeConfig;
    readonly now: () => number;
    readonly takeWorstLag: () => number;
    readonly writes?: WriteSource;
    readonly actions: RangeActions | undefined;
    readonly report: (text: string) => void;
}

export class ConsoleServer {
    private readonly broadcast: Broadcast;
    private readonly world: ConsoleWorld;
    private readonly trainer: Trainer | undefined;
    private readonly answering: Answering;

    constructor(private readonly options: ServerOptions) {
        const { datadog, config, namespace, now, actions, writes, assets } = options;
        this.broadcast = new Broadcast(options, () => ({
            world: this.world,
            trainer: this.trainer,
        }));
        this.world = new ConsoleWorld({
            ...{ datadog, config, namespace, now, writes },
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
        const { broadcast, trainer } = this;
        this.answering = new Answering({ assets, datadog, broadcast, trainer });
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
        this.answering.desk = desk;
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
            await this.answering.answer(asked, { request, response });
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
}
