/** Everything that is read of a shop, whoever plays there. */
import type { ApiAccess } from "../../live/datadog/request";
import { readResults } from "../../live/results/read";
import type { ApiReader } from "../../live/snapshot/apiServer";
import { observeShop } from "../../live/snapshot/observe";
import type { Place } from "../../live/snapshot/place";
import { contextName } from "../../range/contextName";
import type { World } from "../world";
import { accountSeries } from "./accountSeries";
import { readEvents } from "./events";
import { monitorSayings } from "./monitors";
import { takeLook } from "./take";

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

/** @param account undefined: there is none, or no keys of it */
export function sensesOf(
    reader: ApiReader,
    place: Place,
    account: ApiAccess | undefined,
    { now, dated, undated }: Times,
): Senses {
    const { context, namespace } = place;
    return {
        // Whatever is played through it, what is behind that context is a range.
        origin: context === contextName ? "simulated" : "measured",
        observe: () => observeShop(reader, namespace),
        look: () => takeLook(reader, namespace, now),
        monitors: account && (() => monitorSayings(account, namespace)),
        accountSeries:
            account &&
            ((from, until) => {
                const span = { from: undated(from), until: undated(until) };
                return accountSeries(account, { namespace, ...span, dated });
            }),
        events: (since) => readEvents(reader, namespace, since, dated),
        results: () => readResults(reader, place),
        ...{ now, dated },
    };
}
