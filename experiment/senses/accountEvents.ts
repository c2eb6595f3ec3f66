/** What a Datadog account has of a run's events: those that the agent sent. */
import { z } from "zod";

import type { EventRecord } from "../../evidence/evidence";
import { type ApiAccess, requestDatadog } from "../../live/datadog/request";
import type { Asked } from "./accountSeries";

const pageSize = 1000;

/** No run has more: an arm of an hour has some hundred. */
const mostPages = 20;

const answer = z.object({
    data: z
        .array(
            z.object({
                attributes: z.object({
                    timestamp: z.string(),
                    message: z.string().default(""),
                    tags: z.array(z.string()).default([]),
                    attributes: z.object({ title: z.string().default("") }).prefault({}),
                }),
            }),
        )
        .default([]),
    meta: z.object({ page: z.object({ after: z.string().optional() }).prefault({}) }).prefault({}),
});

/** Kubernetes' own, oldest first. Rejects when the account does not answer, holding no key. */
export async function accountEvents(
    access: ApiAccess,
    { namespace, from, until, dated = (seconds) => seconds }: Asked,
): Promise<readonly EventRecord[]> {
    const records: EventRecord[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < mostPages; page += 1) {
        const query = new URLSearchParams({
            "filter[query]": `source:kubernetes kube_namespace:${namespace}`,
            "filter[from]": String(Math.floor(from * 1000)),
            "filter[to]": String(Math.ceil(until * 1000)),
            ...{ sort: "timestamp", "page[limit]": String(pageSize) },
            ...(cursor === undefined ? {} : { "page[cursor]": cursor }),
        });
        const path = `/api/v2/events?${query.toString()}`;
        const response = await requestDatadog(access, "GET", path).catch(() => undefined);
        if (response?.ok !== true) {
            throw new Error(`GET /api/v2/events: ${response?.status ?? "no answer"}`);
        }
        const { data, meta } = answer.parse(await response.json());
        records.push(
            ...data.map(({ attributes }) => ({
                time: dated(Date.parse(attributes.timestamp) / 1000),
                title: attributes.attributes.title,
                text: attributes.message,
                tags: tagsOf(attributes.tags),
            })),
        );
        cursor = meta.page.after;
        if (cursor === undefined || data.length === 0) {
            break;
        }
    }
    return records;
}

const tagsOf = (tags: readonly string[]): Readonly<Record<string, string>> =>
    Object.fromEntries(
        tags.map((tag) => [tag.replace(/:.*$/, ""), tag.replace(/^[^:]*:/, "")] as const),
    );
