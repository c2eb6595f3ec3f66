/** The console: one page on loopback for people, over the APIs that everybody has. */
import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";

import type { KubeConfig } from "@kubernetes/client-node";

import type { ApiAccess } from "../../live/datadog/request";
import { defaultPlace } from "../../live/snapshot/place";
import { stopServer } from "../../tools/stopServer";
import type { RangeClock } from "../clock";
import type { RangeActions } from "./actions";
import { ConsoleServer } from "./consoleServer";
import type { ConsoleDesk } from "./desk";
import { newTokens } from "./http/access";
import { bundledAssets } from "./http/assets";
import type { WriteSource } from "./timeline/deletions";

/** The account is answered by the process that asks, which may be busy for many seconds. */
const patienceMs = 20_000;

export interface ConsoleOptions {
    /** The application key is the guests': it reads. */
    readonly datadog: ApiAccess;
    /** Of whoever may read the namespace and ask its services. */
    readonly kubeConfig: KubeConfig;
    readonly clock: Pick<RangeClock, "wallSeconds">;
    /** How far the world was behind its clock at worst since it was asked last; default: never. */
    readonly takeWorstLag?: () => number;
    /** Tells who deletes what; default: nobody knows. */
    readonly writes?: WriteSource;
    /** Default: sock-shop. */
    readonly namespace?: string;
    /** Default: any that is free. */
    readonly port?: number;
    /** What the trainer's view can do; without it that view only sees more. */
    readonly actions?: RangeActions;
    readonly report?: (text: string) => void;
}

export interface RunningConsole {
    /** The trainee's view, blind and read only. */
    readonly url: string;
    /** The trainer's; whoever knows it can inject, recover and end. */
    readonly trainerUrl: string;
    /** Puts questions beside what is shown, with a form for answers; undefined takes them away. */
    readonly setDesk: (desk: ConsoleDesk | undefined) => void;
    readonly stop: () => Promise<void>;
}

/** @throws when the port is taken. */
export async function startConsole(options: ConsoleOptions): Promise<RunningConsole> {
    const { port = 0, report = () => undefined } = options;
    const assets = await bundledAssets();
    const tokens = newTokens();
    const server = createServer();
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
    const { port: own } = server.address() as AddressInfo;
    const served = new ConsoleServer({
        ...{ assets, tokens, port: own, report },
        namespace: options.namespace ?? defaultPlace.namespace,
        datadog: { patienceMs, ...options.datadog },
        config: options.kubeConfig,
        now: () => options.clock.wallSeconds(),
        takeWorstLag: options.takeWorstLag ?? (() => 0),
        writes: options.writes,
        actions: options.actions,
    });
    server.on("request", (request, response) => {
        void served.serve(request, response);
    });
    served.start();
    const address = (token: string): string => `http://127.0.0.1:${own}/${token}/`;
    return {
        url: address(tokens.trainee),
        trainerUrl: address(tokens.trainer),
        setDesk: (desk) => {
            served.setDesk(desk);
        },
        stop: async () => {
            await served.stop();
            await stopServer(server);
        },
    };
}
