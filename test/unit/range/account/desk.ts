/** An account without a server: requests go straight to its routes, answers through the models. */
import assert from "node:assert/strict";

import { Account } from "../../../../range/account/account";
import { allRoutes } from "../../../../range/account/allRoutes";
import type { Office } from "../../../../range/account/http/answer";
import type { Fields } from "../../../../range/account/http/exchange";
import { RateLimits } from "../../../../range/account/http/rateLimits";
import { routerOf } from "../../../../range/account/http/routes";
import type { GroupState } from "../../../../range/account/live/groupStates";
import { LiveMonitors } from "../../../../range/account/live/liveMonitors";
import { evaluateMinute } from "../../../../range/account/live/minutes";
import type { RangeClock } from "../../../../range/clock";
import { plainClock } from "../../../support/plainClock";
import { modelledAnswer } from "../../../support/datadog/modelledAnswer";
import type { Send } from "../../../support/datadog/provisioned";
import { TelemetryStore } from "../../../../range/store/store";

const keys = { apiKey: "api", appKey: "app" };

export class Desk {
    readonly store = new TelemetryStore();
    now = 0;
    readonly account: Account;
    readonly live: LiveMonitors;
    private readonly router: Office["router"];

    /** Refused requests fail, and so do answers that are not as the official models have them. */
    readonly send: Send = (method, path, body) => Promise.resolve(this.ask(method, path, body));

    /** @param clock default: one that `now` sets */
    constructor(clock: RangeClock = plainClock(() => this.now)) {
        this.account = new Account(this.store, clock);
        this.live = new LiveMonitors(this.account);
        this.router = routerOf(allRoutes(this.account, this.live));
    }

    ask(method: string, address: string, body?: Fields): Fields {
        const { status, reply } = this.try(method, address, body);
        assert.ok(status < 300, `${method} ${address}: ${JSON.stringify(reply)}`);
        return reply;
    }

    try(method: string, address: string, body?: Fields): { status: number; reply: Fields } {
        const { pathname, searchParams } = new URL(address, "http://desk");
        const mistakes: string[] = [];
        const office = {
            ...{ router: this.router, keys, limits: new RateLimits() },
            mistake: (text: string) => mistakes.push(text),
        };
        const { reply } = modelledAnswer(office, {
            ...{ method, path: pathname, query: searchParams },
            headers: {
                "dd-api-key": "api",
                "dd-application-key": "app",
                "content-type": "application/json",
            },
            text: body === undefined ? "" : JSON.stringify(body),
        });
        assert.deepEqual(mistakes, []);
        return { status: reply.status, reply: (reply.body ?? {}) as Fields };
    }

    evaluate(time: number): void {
        evaluateMinute(this.account, this.live, time);
    }

    groupsOf(monitor: number): readonly GroupState[] {
        return this.live.groupsOf(monitor)?.groups ?? [];
    }
}
