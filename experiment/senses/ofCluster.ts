/** Everything that is read of a shop, whoever plays there. */
import type { KubeConfig } from "@kubernetes/client-node";

import type { ApiAccess } from "../../live/datadog/request";
import { readResults } from "../../live/results/read";
import type { ApiReader } from "../../live/snapshot/apiServer";
import { observeShop } from "../../live/snapshot/observe";
import type { Place } from "../../live/snapshot/place";
import { contextName } from "../../range/contextName";
import type { DatadogAccount, World } from "../world";
import { accountEvents } from "./accountEvents";
import { accountSeries, type Asked } from "./accountSeries";
import { monitorSayings } from "./monitors";
import { rangeEnd } from "./rangeEnd";
import { watchShop } from "./shopWatching";

/** The shop's time, and what clients call it. */
export interface Times {
    readonly now: () => number;
    readonly dated: (seconds: number) => number;
    /** The other way round. */
    readonly undated: (seconds: number) => number;
}

/**
 * The wall's, and on a range that goes faster as much faster, from now on.
 * @param speed seconds of the shop in one of the wall
 */
export function timesAt(speed: number, wall: () => number = () => Date.now() / 1000): Times {
    const start = wall();
    const dated = (seconds: number): number => start + (seconds - start) * speed;
    return {
        now: () => dated(wall()),
        dated,
        undated: (seconds) => start + (seconds - start) / speed,
    };
}

export type Senses = Omit<World, "prepare" | "inject" | "recover" | "sleep">;

/** The API server of a cluster: for what is asked of it, and for what it tells by itself. */
export interface ApiServer {
    readonly config: KubeConfig;
    readonly reader: ApiReader;
}

/** @param account undefined: there is none, or no keys of it */
export function sensesOf(
    server: ApiServer,
    place: Place,
    account: ApiAccess | undefined,
    { now, dated, undated }: Times,
): Senses {
    const { reader } = server;
    const { context, namespace } = place;
    return {
        // Whatever is played through it, what is behind that context is a range.
        origin: context === contextName ? "simulated" : "measured",
        observe: () => observeShop(reader, namespace),
        watch: () => watchShop({ ...server, namespace, now, dated }),
        account: account && accountOf(account, namespace, { dated, undated }),
        results: () => readResults(reader, place),
        gone: rangeEnd(server.config),
        ...{ now, dated },
    };
}

function accountOf(
    access: ApiAccess,
    namespace: string,
    { dated, undated }: Pick<Times, "dated" | "undated">,
): DatadogAccount {
    const asked = (from: number, until: number): Asked => ({
        ...{ namespace, from: undated(from), until: undated(until), dated },
    });
    return {
        monitors: () => monitorSayings(access, namespace),
        series: (from, until) => accountSeries(access, asked(from, until)),
        events: (from, until) => accountEvents(access, asked(from, until)),
    };
}
