import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { identityOf } from "../../../../components/incident/identity";
import { parseSettings } from "../../../../components/settings/parse";
import type { World } from "../../../../components/stacks/world";
import { emptyCluster, offlineWorld } from "../../../../plan/offlineWorld";
import type { Plan } from "../../../../plan/plan";
import { renderPlan } from "../../../../plan/render";
import { scenarios } from "../../../../scenarios/registry";

const observed = { observability: "resources" };

const duringIncident: Partial<World> = {
    connect: () => ({
        ...emptyCluster,
        incidentLeases: () => Promise.resolve([{ ...identityOf("dev", "hybrid", false), run: "" }]),
    }),
};

const withoutKeys: Partial<World> = {
    datadogKeys: () => ({ apiKey: undefined, appKey: undefined, apiUrl: undefined }),
};

const refused: Partial<World> = {
    datadogObjection: () => Promise.resolve("datadog:apiKey is refused."),
};

const planned = (values: Readonly<Record<string, string>>, ...worlds: Partial<World>[]) =>
    renderPlan(values, { world: Object.assign({}, offlineWorld, ...worlds) as World });

const datadogTypes = ({ resources }: Plan): string[] =>
    resources.map(({ type }) => type).filter((type) => type.startsWith("datadog:"));

describe("the Datadog account", () => {
    it("is neither needed nor touched by default", async () => {
        const touched: Partial<World> = {
            datadogKeys: () => assert.fail("asked for keys"),
            datadogObjection: () => assert.fail("asked the account"),
        };
        assert.deepEqual(datadogTypes(await planned({}, touched)), []);
    });

    it("is refused without keys, with both ways out for each", async () => {
        await assert.rejects(planned(observed, withoutKeys), (error: Error) =>
            [
                "pulumi config set --secret datadog:apiKey",
                "pulumi config set --secret datadog:appKey",
                "DD_API_KEY",
                "DD_APP_KEY",
                "pulumi config set observability none",
            ].every((text) => error.message.includes(text)),
        );
    });

    it("that refuses a key stops the update before anything is registered", async () => {
        await assert.rejects(planned(observed, refused), /Nothing was touched.*apiKey is refused/s);
    });

    it("never stops a recovery, and loses nothing in it", async () => {
        for (const world of [withoutKeys, refused]) {
            const plan = await planned(observed, world, duringIncident);
            assert.ok(datadogTypes(plan).includes("datadog:index/monitor:Monitor"));
        }
    });

    it("is asked at the site's own address, or at the one that is set", async () => {
        const asked: string[] = [];
        const listening: Partial<World> = {
            datadogObjection: (url) => {
                asked.push(url);
                return Promise.resolve(undefined);
            },
        };
        await planned({ ...observed, datadogSite: "datadoghq.eu" }, listening);
        const elsewhere: Partial<World> = {
            datadogKeys: () => ({
                apiKey: pulumi.secret("a"),
                appKey: pulumi.secret("b"),
                apiUrl: "http://127.0.0.1:9/",
            }),
        };
        await planned(observed, listening, elsewhere);
        assert.deepEqual(asked, ["https://api.datadoghq.eu", "http://127.0.0.1:9"]);
    });

    it("has the same resources whichever incident is on", async () => {
        const datadog = async (values: Readonly<Record<string, string>>): Promise<string> => {
            const { resources } = await planned({ ...observed, ...values });
            return JSON.stringify(resources.filter(({ type }) => type.startsWith("datadog:")));
        };
        const healthy = await datadog({});
        for (const incident of Object.keys(scenarios)) {
            assert.equal(await datadog({ incident }), healthy);
        }
    });

    it("is there before the load that it is to see", async () => {
        const { resources } = await planned({ ...observed, incident: "hybrid" });
        const load = resources.find(({ type }) => type === "sockshop:incident:LoadStack");
        const [urn] = resources
            .filter(({ type }) => type === "sockshop:observability:Observability")
            .map((resource) => resource.urn);
        assert.ok(urn !== undefined && load?.dependsOn.includes(urn));
    });

    it("stays blind between incidents, which is no left-over", () => {
        const { warnings } = parseSettings({ ...observed, blind: "true" }, scenarios);
        assert.deepEqual(warnings, []);
        assert.match(
            parseSettings({ blind: "true" }, scenarios).warnings.join(),
            /blind is set but there is no incident/,
        );
    });
});

describe("a blind incident in a stack of its own", () => {
    const blind = { incident: "hybrid", baseStack: "dev", blind: "true" };

    it("is refused while the other stack's monitors name incidents", async () => {
        await assert.rejects(
            renderPlan(blind, { stack: "hybrid", baseOutputs: { namesIncidents: true } }),
            /monitors of stack dev name the incidents.*pulumi up -s dev -c blind=true/,
        );
    });

    it("goes ahead where they do not", async () => {
        await renderPlan(blind, { stack: "hybrid", baseOutputs: { namesIncidents: false } });
    });
});
