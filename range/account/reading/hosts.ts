/** Hosts, as the tags of what they report tell of them. */
import type { Tags } from "../../../evidence/evidence";
import type { SeriesName } from "../../store/storedMetrics";
import type { Account } from "../account";
import { type Fields, ok, refusal } from "../http/exchange";
import { modelV1 } from "../http/models";
import { numberIn } from "../http/parameters";
import type { Route } from "../http/routes";
import { tagList } from "../intake/tags";
import { containerRoute, upSeconds } from "./containers";

/** A host that has said nothing for so long is not listed any more. */
const listedSeconds = 7200;

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
        containerRoute(account),
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
function hostsOf({ telemetry, clock }: Account): readonly Host[] {
    const byHost = new Map<string, SeriesName[]>();
    for (const series of telemetry.seriesSince(clock.nowSeconds() - listedSeconds)) {
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

const isUp = ({ newest }: Host, { clock }: Account): boolean =>
    newest >= clock.nowSeconds() - upSeconds;

function told(host: Host, account: Account): Fields {
    const { name, newest, tags, metrics } = host;
    const sources = [...new Set([...metrics].map((metric) => metric.split(".")[0] ?? ""))];
    return {
        id: numberOf(name),
        ...{ name, host_name: name, aliases: [name], apps: sources, sources },
        up: isUp(host, account),
        is_muted: false,
        mute_timeout: null,
        last_reported_time: Math.floor(account.clock.toWall(newest)),
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
