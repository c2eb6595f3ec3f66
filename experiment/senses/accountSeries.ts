/** What a Datadog account has of a run: the metrics that incidents' contracts count. */
import { z } from "zod";

import type { Series } from "../../evidence/evidence";
import { type ApiAccess, requestDatadog } from "../../live/datadog/request";

/** As the agent names and tags them. */
const counted: readonly (readonly [metric: string, reason?: string])[] = [
    ["kubernetes.containers.restarts"],
    ["kubernetes.containers.last_state.terminated", "oomkilled"],
    ["kubernetes_state.container.status_report.count.waiting", "crashloopbackoff"],
    ["kubernetes_state.container.status_report.count.waiting", "errimagepull"],
    ["kubernetes_state.container.status_report.count.waiting", "imagepullbackoff"],
];

/** The agent's interval, in seconds. */
const intervalSeconds = 15;

const answer = z.object({
    series: z
        .array(
            z.object({
                tag_set: z.array(z.string()).default([]),
                pointlist: z.array(z.tuple([z.number(), z.number().nullable()])),
            }),
        )
        .default([]),
});

export interface Asked {
    readonly namespace: string;
    /** As clients call them: seconds since the epoch. */
    readonly from: number;
    readonly until: number;
    /** The shop's time of what a client calls `seconds`; default: the same. */
    readonly dated?: (seconds: number) => number;
}

/** Rejects when the account does not answer, with an error that holds no key. */
export async function accountSeries(access: ApiAccess, asked: Asked): Promise<readonly Series[]> {
    const all = counted.map(([metric, reason]) => seriesOf(access, metric, reason, asked));
    return (await Promise.all(all)).flat();
}

async function seriesOf(
    access: ApiAccess,
    metric: string,
    reason: string | undefined,
    { namespace, from, until, dated = (seconds) => seconds }: Asked,
): Promise<readonly Series[]> {
    const shop = `kube_namespace:${namespace}`;
    const [filter, by] =
        reason === undefined
            ? [shop, "pod_name,kube_deployment"]
            : [`${shop},reason:${reason}`, "pod_name,kube_deployment,reason"];
    const query = `max:${metric}{${filter}} by {${by}}.rollup(max, ${intervalSeconds})`;
    const span = { from: String(Math.floor(from)), to: String(Math.ceil(until)) };
    const path = `/api/v1/query?${new URLSearchParams({ query, ...span }).toString()}`;
    const response = await requestDatadog(access, "GET", path).catch(() => undefined);
    if (response?.ok !== true) {
        throw new Error(`${query}: ${response?.status ?? "no answer"}`);
    }
    const { series } = answer.parse(await response.json());
    return series.map(({ tag_set, pointlist }) => {
        const points = pointlist.filter(([, value]) => value !== null);
        return {
            ...{ metric, intervalSeconds },
            tags: Object.fromEntries(
                tag_set.map((tag) => [tag.replace(/:.*$/, ""), tag.replace(/^[^:]*:/, "")]),
            ),
            times: points.map(([time]) => dated(time / 1000)),
            values: points.map(([, value]) => value ?? 0),
        };
    });
}
