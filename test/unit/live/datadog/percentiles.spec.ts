import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";

import { Percentiles } from "../../../../components/observability/Percentiles";
import { MetricApi } from "../../../../live/datadog/percentiles/api";
import { switchOff, switchOn } from "../../../../live/datadog/percentiles/switch";
import { DatadogStandIn, standInKeys } from "../../../support/datadog/standIn";
import { rendered } from "../../components/observability/rendered";

const metric = "sockshop.request_duration_seconds";

/** What an account says of the metric. */
const attributesIn = ({ account }: DatadogStandIn): Readonly<Record<string, unknown>> | undefined =>
    account.tagConfigurations.get(metric)?.attributes as Record<string, unknown> | undefined;

describe("percentiles of a distribution", () => {
    let datadog: DatadogStandIn;
    let api: MetricApi;
    beforeEach(async () => {
        datadog = await DatadogStandIn.start();
        api = new MetricApi({ apiUrl: datadog.url, ...standInKeys }, metric);
    });
    afterEach(async () => {
        assert.deepEqual(datadog.mistakes, []);
        await datadog.stop();
    });

    const tries = (): number => datadog.requestsTo("POST", /\/tags$/).length;

    it("are on after the first up, though nobody has sent the metric before", async () => {
        assert.equal(await switchOn(api, ["route", "path"], []), undefined);
        const { metric_type, include_percentiles, exclude_tags_mode, tags } =
            attributesIn(datadog) ?? {};
        assert.deepEqual(
            { metric_type, include_percentiles, exclude_tags_mode, tags },
            {
                metric_type: "distribution",
                include_percentiles: true,
                exclude_tags_mode: true,
                tags: ["route", "path"],
            },
        );
    });

    it("wait until the account has come to know the metric", async () => {
        datadog.fail({ method: "POST", path: /\/tags$/, answer: 400, times: 2 });
        assert.equal(await switchOn(api, ["route"], [1, 1, 1]), undefined);
        assert.equal(tries(), 3);
    });

    it("wait no longer than they are told, and say why", async () => {
        datadog.fail({ path: /distribution_points/, answer: 503 });
        assert.match((await switchOn(api, ["route"], [1, 1])) ?? "", /does not know the metric/);
        assert.equal(tries(), 3);
        assert.equal(attributesIn(datadog), undefined);
    });

    it("take over a configuration that is there, however often up runs", async () => {
        await switchOn(api, ["route"], []);
        assert.equal(await switchOn(api, ["path"], []), undefined);
        assert.deepEqual(attributesIn(datadog)?.tags, ["path"]);
        assert.equal(attributesIn(datadog)?.include_percentiles, true);
    });

    it("outlast an account that is away for a moment, and give up on a refusal at once", async () => {
        datadog.fail({ path: /\/tags$/, answer: 500, times: 1 });
        datadog.fail({ path: /\/tags$/, answer: "broken", times: 1 });
        assert.equal(await switchOn(api, ["route"], [1, 1]), undefined);
        const stranger = new MetricApi(
            { apiUrl: datadog.url, apiKey: standInKeys.apiKey, appKey: "wrong" },
            metric,
        );
        const before = tries();
        assert.equal(await switchOn(stranger, ["route"], [1, 1]), "Datadog answers 403");
        assert.equal(tries(), before + 1);
    });

    it("are given back, also when they are gone already", async () => {
        await switchOn(api, ["route"], []);
        assert.equal(await switchOff(api), undefined);
        assert.equal(attributesIn(datadog), undefined);
        assert.equal(await switchOff(api), undefined);
        datadog.fail({ method: "DELETE", answer: 403 });
        assert.equal(await switchOff(api), "Datadog answers 403");
    });

    it("announce the metric by a value that no query of the stack finds", async () => {
        await switchOn(api, ["route"], []);
        const [sent] = datadog.requestsTo("POST", /distribution_points/);
        assert.match(JSON.stringify(sent?.body), /"tags":\["purpose:announcement"\]/);
        assert.doesNotMatch(JSON.stringify(sent?.body), /kube_|front-end/);
    });

    const run = async (
        verb: string,
        appKey: string,
    ): Promise<readonly [number, string, string]> => {
        const child = spawn("node", ["--import", "tsx", "live/datadog/percentiles/run.ts", verb], {
            env: {
                PATH: process.env.PATH,
                METRIC: metric,
                EXCLUDED_TAGS: "route,path",
                METRIC_LINK: "https://d.example/metric",
                DATADOG_API_URL: datadog.url,
                DD_API_KEY: standInKeys.apiKey,
                DD_APP_KEY: appKey,
            },
        });
        let said = "";
        let printed = "";
        child.stdout.on("data", (text: Buffer) => (printed += text.toString()));
        child.stderr.on("data", (text: Buffer) => (said += text.toString()));
        const [code] = (await once(child, "close")) as [number];
        return [code, printed, said];
    };

    it("are switched by the script that the engine runs", async () => {
        assert.deepEqual(await run("create", standInKeys.appKey), [0, "on\n", ""]);
        assert.deepEqual(attributesIn(datadog)?.tags, ["route", "path"]);
        assert.deepEqual(await run("delete", standInKeys.appKey), [0, "off\n", ""]);
        assert.equal(attributesIn(datadog), undefined);
    });

    it("never fail the stack, and say what to do without naming a key", async () => {
        const [code, printed, said] = await run("create", "canary-key");
        assert.deepEqual([code, printed], [0, "off\n"]);
        assert.match(said, /not switched on: Datadog answers 403.*https:\/\/d\.example\/metric/);
        assert.doesNotMatch(said, /canary|stand-in-api-key/);
    });

    it("are one command in the stack, without a key in its text", async () => {
        const { resources } = await rendered(
            () =>
                new Percentiles("p95", {
                    metric,
                    excludedTags: ["route", "path"],
                    site: "us5.datadoghq.com",
                    apiUrl: datadog.url,
                    keys: { apiKey: "canary-1", appKey: "canary-2" },
                }),
        );
        assert.deepEqual(
            resources.map(({ name }) => name),
            ["p95", "p95-switch"],
        );
        const { environment, ...others } = resources[1]?.inputs ?? {};
        assert.doesNotMatch(JSON.stringify(others), /canary/);
        // A value that the engine keeps secret is wrapped like this.
        assert.deepEqual(environment, {
            "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
            value: {
                METRIC: metric,
                EXCLUDED_TAGS: "route,path",
                METRIC_LINK: `https://us5.datadoghq.com/metric/summary?metric=${metric}`,
                DATADOG_API_URL: datadog.url,
                DD_API_KEY: "canary-1",
                DD_APP_KEY: "canary-2",
            },
        });
    });
});
