/*
 * Addresses of Datadog's web pages. Their parameters are what the pages themselves write into the
 * address bar: Datadog documents none of them, so a link that no longer fits shows an unfiltered
 * page, never an error.
 */

/** Sites whose pages are not on the site's own name. Source: Datadog's list of sites. */
const appHosts: Readonly<Record<string, string>> = {
    "datadoghq.com": "app.datadoghq.com",
    "datadoghq.eu": "app.datadoghq.eu",
    "ddog-gov.com": "app.ddog-gov.com",
};

/** Where the pages of a site are, without a slash at the end. */
export function pagesOf(site: string): string {
    return `https://${appHosts[site] ?? site}`;
}

/** Where the API of a site is, without a slash at the end. */
export function apiOf(site: string): string {
    return `https://api.${site}`;
}

/** Parentheses would end a link in the text of a notification, so they are encoded as well. */
function encoded(text: string): string {
    return encodeURIComponent(text).replace(
        /[!'()*]/g,
        (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
    );
}

function page(site: string, path: string, parameters: Readonly<Record<string, string>>): string {
    const query = Object.entries(parameters).map(([key, value]) => `${key}=${encoded(value)}`);
    return `${pagesOf(site)}${path}${query.length === 0 ? "" : `?${query.join("&")}`}`;
}

/** The log explorer with a search, newest first and following. */
export function logsUrl(site: string, query: string): string {
    return page(site, "/logs", { query, stream_sort: "desc", viz: "stream", live: "true" });
}

/** The event explorer with a search. */
export function eventsUrl(site: string, query: string): string {
    return page(site, "/event/explorer", { query, live: "true" });
}

/** The page of one monitor. */
export function monitorUrl(site: string, id: string): string {
    return page(site, `/monitors/${id}`, {});
}

/** The list of monitors that carry all these tags. */
export function monitorsUrl(site: string, tags: readonly string[]): string {
    return page(site, "/monitors/manage", { q: monitorSearch(tags) });
}

/** A search of monitors by tags, all of which they must carry. */
export function monitorSearch(tags: readonly string[]): string {
    return `tag:(${tags.map((tag) => `"${tag}"`).join(" AND ")})`;
}

export function dashboardUrl(site: string, id: string): string {
    return page(site, `/dashboard/${id}`, {});
}

export function sloUrl(site: string, id: string): string {
    return page(site, "/slo/manage", { slo_id: id });
}

/** A graph of a metric in the metrics explorer. */
export function metricUrl(site: string, metric: string, scope: string, by: string): string {
    return page(site, "/metric/explorer", {
        exp_metric: metric,
        exp_scope: scope,
        exp_group: by,
        exp_agg: "avg",
    });
}
