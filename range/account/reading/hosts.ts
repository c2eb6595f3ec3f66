/** Hosts and containers, as the tags of what they report tell of them. */
import type { Tags } from "../../../evidence/evidence";
import type { SeriesName } from "../../store/store";
import type { Account } from "../account";
import { type Fields, ok, refusal } from "../http/exchange";
import { modelV1, modelV2 } from "../http/models";
import { listIn, numberIn } from "../http/parameters";
import type { Call, Route } from "../http/routes";
import { tagList } from "../intake/tags";
import { isoTime } from "./times";

/** A host that has said nothing for so long is not listed any more. */
const listedSeconds = 7200;
/** One that has said something since then is up; and so is a container there. */
const upSeconds = 300;

export function hostRoutes(account: Account): readonly Route[] {
    return [
        {
            method: "GET",
            path: "/api/v1/hosts",
            response: modelV1("HostListResponse"),
            handle: ({ query }) => {
                const filter = (query.get("filter") ?? "").replace(/^host:/, "");
                const all = hostsOf(account).filter((host) => matches(host, filter));
                const start = numberIn(query, "start", 0);
                const page = all.slice(start, start + numberIn(query, "count", 100));
                return ok({
                    host_list: page.map((host) => told(host, account)),
                    total_matching: all.length,
                    total_returned: page.length,
                });
            },
        },
        {
            method: "GET",
            path: "/api/v1/hosts/totals",
            response: modelV1("HostTotals"),
            handle: () => {
                const all = hostsOf(account);
                const up = all.filter((host) => isUp(host, account));
                return ok({ total_active: all.length, total_up: up.length });
            },
        },
        ...hostTagRoutes(account),
        {
            method: "GET",
            path: "/api/v2/containers",
            response: modelV2("ContainersResponse"),
            handle: (call) => ok(containersReply(account, call)),
        },
    ];
}

function hostTagRoutes(account: Account): readonly Route[] {
    return [
        {
            method: "GET",
            path: "/api/v1/tags/hosts",
            response: modelV1("TagToHosts"),
            handle: () => {
                const tags: Record<string, string[]> = {};
                for (const { name, tags: own } of hostsOf(account)) {
                    own.forEach((tag) => {
                        (tags[tag] ??= []).push(name);
                    });
                }
                return ok({ tags });
            },
        },
        {
            method: "GET",
            path: "/api/v1/tags/hosts/{host}",
            response: modelV1("HostTags"),
            handle: ({ parameters: { host: name = "" } }) => {
                const host = hostsOf(account).find((one) => one.name === name);
                if (host === undefined) {
                    throw refusal(404, `Host ${name} not found`);
                }
                return ok({ host: name, tags: host.tags });
            },
        },
    ];
}

interface Host {
    readonly name: string;
    readonly newest: number;
    readonly tags: readonly string[];
    readonly metrics: ReadonlySet<string>;
}

/** Tags that every series of a host has are the host's own. */
function hostsOf({ telemetry, seconds }: Account): readonly Host[] {
    const byHost = new Map<string, SeriesName[]>();
    for (const series of telemetry.seriesSince(seconds - listedSeconds)) {
        const { host } = series.tags;
        if (host !== undefined) {
            const own = byHost.get(host) ?? [];
            byHost.set(host, own);
            own.push(series);
        }
    }
    return [...byHost].map(([name, series]) => ({
        name,
        newest: Math.max(...series.map(({ newest }) => newest)),
        tags: tagList(common(series.map(({ tags }) => tags))),
        metrics: new Set(series.map(({ metric }) => metric)),
    }));
}

function common(all: readonly Tags[]): Tags {
    const [first = {}, ...others] = all;
    return Object.fromEntries(
        Object.entries(first).filter(([key, value]) => others.every((one) => one[key] === value)),
    );
}

function matches({ name, tags }: Host, filter: string): boolean {
    return name.includes(filter) || tags.includes(filter);
}

const isUp = ({ newest }: Host, { seconds }: Account): boolean => newest >= seconds - upSeconds;

function told(host: Host, account: Account): Fields {
    const { name, newest, tags, metrics } = host;
    const sources = [...new Set([...metrics].map((metric) => metric.split(".")[0] ?? ""))];
    return {
        id: numberOf(name),
        ...{ name, host_name: name, aliases: [name], apps: sources, sources },
        up: isUp(host, account),
        is_muted: false,
        mute_timeout: null,
        last_reported_time: Math.floor(newest),
        tags_by_source: { Datadog: tags },
        meta: { platform: "linux" },
    };
}

/** The same for the same text, and hardly ever for two. */
function numberOf(text: string): number {
    let hash = 0;
    for (let at = 0; at < text.length; at += 1) {
        hash = (Math.imul(hash, 31) + text.charCodeAt(at)) >>> 0;
    }
    return hash;
}

const largestPage = 10_000;

function containersReply(account: Account, { query }: Call): Fields {
    const filter = listIn(query, "filter[tags]");
    const all = containersOf(account).filter(({ tags }) =>
        filter.every((tag) => tagList(tags).includes(tag)),
    );
    const size = Math.min(numberIn(query, "page[size]", 1000), largestPage);
    const start = numberIn(query, "page[cursor]", 0);
    const page = all.slice(start, start + size);
    const next = start + size < all.length ? { next_cursor: String(start + size) } : {};
    return {
        data: page.map((container) => toldContainer(container, account)),
        meta: {
            pagination: { type: "cursor_limit", limit: size, total: all.length, ...next },
        },
    };
}

/** Every container has a working set, from its first moment to its last. */
const containerMetric = "container.memory.working_set";

function containersOf({ telemetry, seconds }: Account): readonly SeriesName[] {
    return telemetry
        .seriesSince(seconds - upSeconds)
        .filter(
            ({ metric, tags }) => metric === containerMetric && tags.container_id !== undefined,
        );
}

function toldContainer({ tags, newest }: SeriesName, { seconds }: Account): Fields {
    return {
        id: tags.container_id,
        type: "container",
        attributes: {
            container_id: tags.container_id,
            name: tags.display_container_name ?? tags.kube_container_name,
            host: tags.host,
            image_name: tags.image_name,
            image_tags: tags.image_tag === undefined ? [] : [tags.image_tag],
            // Three of the agent's intervals without a word.
            state: newest >= seconds - 60 ? "running" : "exited",
            started_at: isoTime(newest),
            tags: tagList(tags),
        },
    };
}
