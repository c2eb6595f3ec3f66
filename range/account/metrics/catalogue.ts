/** Which metrics there are, what they are, and how they are tagged. */
import { metricFact } from "../../../datadog/facts/metrics";
import type { Tags } from "../../../evidence/evidence";
import type { SeriesName } from "../../store/storedMetrics";
import type { Account } from "../account";
import { type Fields, ok, refusal } from "../http/exchange";
import { modelV1, modelV2 } from "../http/models";
import { listIn, numberIn, requiredNumber } from "../http/parameters";
import type { Call, Route } from "../http/routes";
import { unitsOf } from "./units";

const day = 86_400;

export function metricRoutes(account: Account): readonly Route[] {
    const known = ({ parameters: { name = "" } }: Call): string => {
        const isThere =
            account.knownMetrics.has(name) ||
            account.telemetry.seriesSince(-Infinity).some(({ metric }) => metric === name);
        if (!isThere) {
            throw refusal(404, `Metric ${name} not found`);
        }
        return name;
    };
    const metadata = { path: "/api/v1/metrics/{name}", response: modelV1("MetricMetadata") };
    return [
        {
            method: "GET",
            path: "/api/v1/metrics",
            response: modelV1("MetricsListResponse"),
            handle: (call) => {
                const from = requiredNumber(call.query, "from");
                return ok({ from: String(from), metrics: activeMetrics(account, from, call) });
            },
        },
        {
            method: "GET",
            path: "/api/v1/search",
            response: modelV1("MetricSearchResponse"),
            handle: (call) => ok({ results: found(account, call.query.get("q") ?? "") }),
        },
        { ...metadata, method: "GET", handle: (call) => ok(metadataOf(account, known(call))) },
        {
            ...metadata,
            method: "PUT",
            request: modelV1("MetricMetadata"),
            handle: (call) => {
                const name = known(call);
                const own = account.metricMetadata.get(name) ?? {};
                account.metricMetadata.set(name, { ...own, ...call.body });
                return ok(metadataOf(account, name));
            },
        },
        ...tagRoutes(account, known),
    ];
}

function tagRoutes(account: Account, known: (call: Call) => string): readonly Route[] {
    const { clock } = account;
    return [
        {
            method: "GET",
            path: "/api/v2/metrics",
            response: modelV2("MetricsAndMetricTagConfigurationsResponse"),
            handle: ({ query }) => {
                const since = clock.toWorld(
                    clock.wallSeconds() - numberIn(query, "window[seconds]", day),
                );
                const isConfigured = query.get("filter[configured]");
                const tags = filterTags(query.get("filter[tags]") ?? "");
                const names = namesIn(account.telemetry.seriesSince(since).filter(hasAll(tags)));
                const data = names.map(
                    (id): Fields => account.tagConfigurations.get(id) ?? { id, type: "metrics" },
                );
                return ok({
                    data: data.filter(
                        ({ type }) =>
                            isConfigured === null ||
                            (type === "manage_tags") === (isConfigured === "true"),
                    ),
                });
            },
        },
        {
            method: "GET",
            path: "/api/v2/metrics/{name}/all-tags",
            response: modelV2("MetricAllTagsResponse"),
            handle: (call) => {
                const id = known(call);
                const tags = tagsOfMetric(account, id);
                return ok({ data: { id, type: "metrics", attributes: { tags } } });
            },
        },
        {
            method: "GET",
            path: "/api/v2/metrics/{name}/active-configurations",
            response: modelV2("MetricSuggestedTagsAndAggregationsResponse"),
            handle: (call) => {
                const id = known(call);
                const keys = tagsOfMetric(account, id).map((tag) => tag.replace(/:.*/, ""));
                return ok({
                    data: {
                        id,
                        type: "actively_queried_configurations",
                        attributes: { active_tags: [...new Set(keys)], active_aggregations: [] },
                    },
                });
            },
        },
    ];
}

function namesIn(series: readonly SeriesName[]): readonly string[] {
    return [...new Set(series.map(({ metric }) => metric))].sort();
}

/** Of those that have reported since then, by host and tag where that is asked for. */
function activeMetrics(
    { telemetry, clock }: Account,
    from: number,
    { query }: Call,
): readonly string[] {
    const host = query.get("host");
    const tags = [
        ...listIn(query, "tag_filter").flatMap(filterTags),
        ...(host === null ? [] : [`host:${host}`]),
    ];
    return namesIn(telemetry.seriesSince(clock.toWorld(from)).filter(hasAll(tags)));
}

/** `a:b AND c:d`, or with commas. */
function filterTags(text: string): readonly string[] {
    return text.split(/\s+AND\s+|\s*,\s*/).filter((one) => one !== "" && one !== "*");
}

function hasAll(tags: readonly string[]): (series: { readonly tags: Tags }) => boolean {
    const wanted = tags.map((tag) => {
        const [key = "", ...value] = tag.split(":");
        return [key, value.join(":")] as const;
    });
    return ({ tags: own }) => wanted.every(([key, value]) => own[key] === value);
}

/** `metrics:cpu`, `hosts:node`, or both with a word alone. */
function found({ telemetry, clock }: Account, query: string): Fields {
    const [, kind, word = ""] = /^(?:(metrics|hosts):)?(.*)$/s.exec(query.trim()) ?? [];
    const series = telemetry.seriesSince(clock.nowSeconds() - day);
    const hosts = [...new Set(series.flatMap(({ tags }) => tags.host ?? []))].sort();
    return {
        ...(kind !== "hosts" && { metrics: namesIn(series).filter((one) => one.includes(word)) }),
        ...(kind !== "metrics" && { hosts: hosts.filter((one) => one.includes(word)) }),
    };
}

function metadataOf(account: Account, name: string): Fields {
    const fact = metricFact(name);
    const [unit, perUnit] = unitsOf(name);
    return {
        type: fact?.kind ?? account.metricTypes.get(name) ?? "gauge",
        unit: unit?.name ?? null,
        per_unit: perUnit?.name ?? null,
        description: fact?.note ?? null,
        integration: fact?.emitter ?? null,
        short_name: null,
        statsd_interval: null,
        ...account.metricMetadata.get(name),
    };
}

function tagsOfMetric({ telemetry }: Account, name: string): readonly string[] {
    const tags = telemetry
        .seriesSince(-Infinity)
        .filter(({ metric }) => metric === name)
        .flatMap((series) => Object.entries(series.tags).map(([key, value]) => `${key}:${value}`));
    return [...new Set(tags)].sort();
}
