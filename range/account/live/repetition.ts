/** How often a monitor says again what is not over. */
import { z } from "zod";

import type { Fields } from "../http/exchange";
import type { Repetition } from "./groupStates";

export function optionsOf({ options }: Fields): Fields {
    return typeof options === "object" && options !== null ? (options as Fields) : {};
}

const repeated = z.looseObject({
    renotify_interval: z.number().nullish(),
    renotify_statuses: z.array(z.string()).nullish(),
});

/** How often what is not over is told again. */
export function repetitionOf(options: Fields): Repetition {
    const { data } = repeated.safeParse(options);
    const minutes = data?.renotify_interval ?? 0;
    return {
        seconds: minutes > 0 ? minutes * 60 : Infinity,
        statuses: data?.renotify_statuses ?? ["alert", "no data"],
    };
}
