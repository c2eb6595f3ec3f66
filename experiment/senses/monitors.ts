/** What the monitors of a Datadog account say. */
import { z } from "zod";

import { type ApiAccess, requestDatadog } from "../../live/datadog/request";
import { titleAlone } from "../../shop/names";

export interface MonitorSaying {
    /** As in the account, like `[sock-shop] Front-end restarts`. */
    readonly name: string;
    readonly type: string;
    readonly state: string;
}

const answer = z.array(
    z.object({
        name: z.string(),
        type: z.string(),
        tags: z.array(z.string()).default([]),
        overall_state: z.string().default("No Data"),
    }),
);

/** The most that Datadog gives at once. */
const pageSize = 1000;

/** Those of the shop in that namespace. Rejects with an error that holds no key. */
export async function monitorSayings(
    access: ApiAccess,
    namespace: string,
): Promise<readonly MonitorSaying[]> {
    const sayings: MonitorSaying[] = [];
    for (let page = 0; ; page++) {
        const all = await pageOf(access, page);
        const own = all.filter(({ name, tags }) => isOfShop(name, tags, namespace));
        sayings.push(...own.map(({ name, type, overall_state: state }) => ({ name, type, state })));
        if (all.length < pageSize) {
            return sayings;
        }
    }
}

async function pageOf(access: ApiAccess, page: number): Promise<z.infer<typeof answer>> {
    const path = `/api/v1/monitor?page=${page}&page_size=${pageSize}`;
    const response = await requestDatadog(access, "GET", path).catch(() => undefined);
    if (response?.ok !== true) {
        throw new Error(`Datadog does not tell its monitors: ${response?.status ?? "no answer"}`);
    }
    return answer.parse(await response.json());
}

function isOfShop(name: string, tags: readonly string[], namespace: string): boolean {
    return name.startsWith(`[${namespace}]`) || tags.includes(`kube_namespace:${namespace}`);
}

/** The one of that name, as in the account or without the shop's prefix; undefined: there is none. */
export function monitorNamed(
    sayings: readonly MonitorSaying[],
    asked: string,
): MonitorSaying | undefined {
    return sayings.find(({ name }) => name === asked || titleAlone(name) === asked);
}
