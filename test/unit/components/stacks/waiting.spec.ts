import assert from "node:assert/strict";

import type { ClusterReader } from "../../../../components/incident/clusterState";
import type { DeploymentHealth } from "../../../../components/incident/deploymentHealth";
import { identityOf } from "../../../../components/incident/identity";
import { emptyCluster, offlineWorld } from "../../../../plan/offlineWorld";
import { renderPlan } from "../../../../plan/render";

const managed = { "app.kubernetes.io/managed-by": "sock-shop-incidents" };

const frontEnd = (ready: number): DeploymentHealth => ({
    name: "front-end",
    wanted: 1,
    ready,
    isSettled: true,
});

/** Runs the program against a shop that never gets healthy; how often it slept tells the waiting. */
async function sleepsWith(
    values: Readonly<Record<string, string>>,
    cluster: Partial<ClusterReader>,
): Promise<number> {
    let sleeps = 0;
    const world = {
        ...offlineWorld,
        connect: () => ({
            ...emptyCluster,
            namespaceLabels: () => Promise.resolve(managed),
            deployments: () => Promise.resolve([frontEnd(0)]),
            ...cluster,
        }),
        sleep: () => {
            sleeps += 1;
            return Promise.resolve();
        },
    };
    await renderPlan(values, { world });
    return sleeps;
}

const leases = (incident: string, run = ""): Partial<ClusterReader> => ({
    incidentLeases: () => Promise.resolve([{ ...identityOf("dev", incident, false), run }]),
});

describe("waiting for a healthy shop", () => {
    it("holds an injection up, and says that nothing was injected", async () => {
        await assert.rejects(
            sleepsWith({ incident: "hybrid", gateTimeout: "10s" }, {}),
            /not healthy before the injection, after 10 s: front-end: .* Nothing was injected/,
        );
    });

    it("ends an update of the healthy shop with a healthy shop", async () => {
        await assert.rejects(sleepsWith({}, {}), /not healthy after the update, after 900 s/);
    });

    it("never holds a recovery up: the load that keeps the shop down is removed last", async () => {
        assert.equal(await sleepsWith({}, leases("crash")), 0);
    });

    it("stops the load before anything else when recovering, and sweeps up after the shop", async () => {
        const swept: string[] = [];
        const sweep = (what: string) => () => {
            swept.push(what);
            return Promise.resolve();
        };
        const cluster = { ...emptyCluster, ...leases("crash") };
        const world = {
            ...offlineWorld,
            connect: () => cluster,
            sweepLoad: sweep("load"),
            sweepRest: sweep("rest"),
        };
        await renderPlan({}, { world });
        assert.deepEqual(swept.splice(0), ["load", "rest"]);
        await renderPlan({ incident: "crash" }, { world });
        await renderPlan({}, { world, stack: "another" });
        assert.deepEqual(swept, [], "neither an incident that goes on, nor another stack's");
    });

    it("names the stack of each way out where an incident has its own", async () => {
        const values = { incident: "hybrid", baseStack: "shop", gateTimeout: "10s" };
        await assert.rejects(
            sleepsWith(values, {}),
            /--refresh -s shop -c incident=none; .*: pulumi config set gate off -s dev/,
        );
    });

    it("sweeps nothing while another stack has an incident, and is a recovery all the same", async () => {
        const two = ["dev", "another"].map((stack) => identityOf(stack, "crash", false));
        const incidentLeases = two.map((one) => ({ ...one, run: "" }));
        const swept = (): never => assert.fail("the other's load, too");
        const world = {
            ...offlineWorld,
            connect: () => ({
                ...emptyCluster,
                incidentLeases: () => Promise.resolve(incidentLeases),
            }),
            datadogKeys: () => ({ apiKey: undefined, appKey: undefined, apiUrl: undefined }),
            ...{ sweepLoad: swept, sweepRest: swept },
        };
        await renderPlan({ observability: "full" }, { world });
        await assert.rejects(
            renderPlan({ observability: "full" }, { world, stack: "third" }),
            /datadog:apiKey: observability needs it/,
        );
    });

    it("does not keep anyone from changing users or trying a fix in mid-incident", async () => {
        const choices: Record<string, string>[] = [{ users: "900" }, { remediation: "limits" }];
        for (const values of choices) {
            const sleeps = await sleepsWith({ incident: "hybrid", ...values }, leases("hybrid"));
            assert.equal(sleeps, 0);
        }
    });

    it("comes again with a new run", async () => {
        await assert.rejects(
            sleepsWith({ incident: "hybrid", run: "2", gateTimeout: "10s" }, leases("hybrid", "1")),
            /before the injection/,
        );
    });

    it("looks past a service that the run before took away", async () => {
        const gone = { ...frontEnd(0), name: "payment", wanted: 0 };
        const sleeps = await sleepsWith(
            { incident: "payment", run: "2" },
            { ...leases("payment", "1"), deployments: () => Promise.resolve([gone]) },
        );
        assert.equal(sleeps, 0);
    });

    it("does not ask a shop that is still to be made for its catalogue", async () => {
        let looks = 0;
        const sleeps = await sleepsWith(
            { incident: "hybrid", gate: "http" },
            {
                deployments: () => Promise.resolve(looks++ === 0 ? [] : [frontEnd(1)]),
                catalogueFailure: () => Promise.resolve(looks < 4 ? "HTTP 503" : undefined),
            },
        );
        assert.ok(sleeps > 0, "it waits for the catalogue before the load");
    });

    it("is left to the program: the engine waits for no Deployment and no Service", async () => {
        const { resources } = await renderPlan();
        const shop = resources.filter(({ type }) => /:(Deployment|Service)$/.test(type));
        assert.equal(shop.length, 28);
        for (const { inputs } of shop) {
            const { annotations } = inputs.metadata as { annotations: Record<string, string> };
            assert.equal(annotations["pulumi.com/skipAwait"], "true");
        }
    });
});
