import assert from "node:assert/strict";

import {
    apiOf,
    dashboardUrl,
    eventsUrl,
    logsUrl,
    metricUrl,
    monitorsUrl,
    monitorUrl,
    pagesOf,
    sloUrl,
} from "../../../datadog/links";
import { quickAccess } from "../../../components/observability/quickAccess";
import { datadogSites } from "../../../components/settings/datadog";
import { checkView } from "../../../datadog/check/monitor";
import { context } from "../components/observability/scope";

const us5 = "us5.datadoghq.com";

describe("a link to Datadog", () => {
    it("goes to the host that the site's pages are on", () => {
        assert.deepEqual(
            datadogSites.map((site) => [site, pagesOf(site), apiOf(site)]),
            [
                ["datadoghq.com", "https://app.datadoghq.com", "https://api.datadoghq.com"],
                ["us3.datadoghq.com", "https://us3.datadoghq.com", "https://api.us3.datadoghq.com"],
                [us5, "https://us5.datadoghq.com", "https://api.us5.datadoghq.com"],
                ["datadoghq.eu", "https://app.datadoghq.eu", "https://api.datadoghq.eu"],
                ["ap1.datadoghq.com", "https://ap1.datadoghq.com", "https://api.ap1.datadoghq.com"],
                ["ap2.datadoghq.com", "https://ap2.datadoghq.com", "https://api.ap2.datadoghq.com"],
                ["uk1.datadoghq.com", "https://uk1.datadoghq.com", "https://api.uk1.datadoghq.com"],
                ["ddog-gov.com", "https://app.ddog-gov.com", "https://api.ddog-gov.com"],
                ["us2.ddog-gov.com", "https://us2.ddog-gov.com", "https://api.us2.ddog-gov.com"],
            ],
        );
    });

    it("carries a search that is read back as it was written", () => {
        const search = 'kube_namespace:x (@response_time:>1000 OR "it\'s slow & 100 % bad!")';
        for (const url of [logsUrl(us5, search), eventsUrl(us5, search)]) {
            assert.equal(new URL(url).searchParams.get("query"), search);
        }
    });

    it("can stand in the text of a notification, which ends a link at a parenthesis", () => {
        const search = "(a OR b) c* 'd' !e [f]";
        for (const url of [logsUrl(us5, search), monitorsUrl(us5, ["team:(x)"])]) {
            assert.doesNotMatch(url, /[\s()[\]'"*]/);
        }
    });

    it("names what it shows", () => {
        assert.equal(dashboardUrl(us5, "abc-def"), "https://us5.datadoghq.com/dashboard/abc-def");
        assert.equal(monitorUrl(us5, "42"), "https://us5.datadoghq.com/monitors/42");
        assert.equal(sloUrl(us5, "0f"), "https://us5.datadoghq.com/slo/manage?slo_id=0f");
        const metric = new URL(metricUrl(us5, "a.b", "kube_namespace:x", "pod_name"));
        assert.deepEqual(
            [metric.pathname, ...metric.searchParams],
            [
                "/metric/explorer",
                ["exp_metric", "a.b"],
                ["exp_scope", "kube_namespace:x"],
                ["exp_group", "pod_name"],
                ["exp_agg", "avg"],
            ],
        );
        const monitors = new URL(monitorsUrl(us5, ["a:b", "c:d"]));
        assert.equal(monitors.searchParams.get("q"), 'tag:("a:b" AND "c:d")');
    });
});

describe("quick access", () => {
    const pages = quickAccess(us5, "other-shop");

    it("has the pages of the guides, for the stack's namespace", () => {
        const paths = Object.entries(pages).map(([name, url]) => [name, new URL(url).pathname]);
        assert.deepEqual(paths, [
            ["logs", "/logs"],
            ["logsOfFrontEnd", "/logs"],
            ["logsOfCatalogue", "/logs"],
            ["logsOfUser", "/logs"],
            ["logsOfUsers", "/logs"],
            ["errors", "/logs"],
            ["containers", "/containers"],
            ["metrics", "/metric/explorer"],
            ["kubernetes", "/orchestration/explorer/pod"],
            ["events", "/event/explorer"],
        ]);
        for (const url of Object.values(pages)) {
            assert.ok(decodeURIComponent(url).includes("kube_namespace:other-shop"), url);
        }
    });

    it("searches in a way that finds something, whatever images are used", () => {
        for (const url of Object.values(pages)) {
            const { pathname, searchParams } = new URL(url);
            const query = searchParams.get("query");
            if (query !== null && /^\/(logs|event)/.test(pathname)) {
                const kind = pathname === "/logs" ? "logs" : "events";
                // Cautions too: a service is the name of an image, which may be another.
                const found = checkView(query, kind, context);
                const isLoad = query.includes("locust");
                assert.deepEqual(isLoad ? [] : found, [], query);
            }
        }
    });
});
