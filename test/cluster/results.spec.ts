/**
 * The load's results, published with the rights of its own account into the ConfigMaps of a real
 * API server. Only the publishing: Locust itself is run by the tier test:load.
 */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

import type { V1ConfigMap } from "@kubernetes/client-node";

import { names } from "../../shop/names";
import { Journey } from "../support/apply/journey";
import { claimNamespace, removeNamespace } from "../support/apply/namespaces";
import { ownOrSkip, sharedCluster } from "../support/apply/sharedCluster";
import { SimulatedPod } from "../support/apply/simulatedPod";
import type { KwokPlane, TestCluster } from "../support/controlPlane";

const plot = { namespace: "cluster-tier-results", nodePort: 30017 };

/** What results.py does at the end of a run, with given files. */
const program = `
import json, logging, os, publish
logging.basicConfig()
with open(os.environ["INPUT"], encoding="utf-8") as file:
    given = json.load(file)
kept, omitted = publish.fit(given["files"], 100)
packed, omitted_report = publish.fit_report(given["html"])
publish.publish({publish.SUMMARY: json.dumps(omitted + omitted_report), **kept}, packed)
`;

describe("publishing results", () => {
    let cluster: TestCluster;
    let own: KwokPlane;
    let journey: Journey;
    let pod: SimulatedPod;

    before(async function () {
        cluster = await sharedCluster();
        own = ownOrSkip(cluster, this);
        await claimNamespace(cluster, plot.namespace, this);
        journey = await Journey.start(cluster, plot, { services: [] });
        await journey.go({ incident: "latency" });
        pod = await SimulatedPod.of(own, plot.namespace, "load-latency-job-auto");
    });

    after(async () => {
        pod.remove();
        await removeNamespace(cluster, plot.namespace);
    });

    async function publish(files: Readonly<Record<string, string>>, html: string): Promise<void> {
        const input = pod.here("/results/input.json");
        writeFileSync(input, JSON.stringify({ files, html }));
        const variables = { INPUT: input, PYTHONPATH: pod.here("/load") };
        const container = pod.start(variables, ["python3", "-c", program]);
        assert.equal(await container.end(), 0, container.output);
        assert.doesNotMatch(container.output, /ERROR/);
    }

    async function stored(name: string): Promise<V1ConfigMap> {
        const path = `/api/v1/namespaces/${plot.namespace}/configmaps/${name}`;
        return (await cluster.api.get(path)) as V1ConfigMap;
    }

    async function storedReport(): Promise<string> {
        const { binaryData = {} } = await stored(names.report);
        assert.deepEqual(Object.keys(binaryData), ["report.html.gz"]);
        return gunzipSync(Buffer.from(binaryData["report.html.gz"] ?? "", "base64")).toString();
    }

    it("fills the two ConfigMaps", async () => {
        await publish({ "locust_stats.csv": "a,b\n", "failed-orders.csv": "c\n" }, "one");
        const { data } = await stored(names.results);
        assert.deepEqual(data, {
            "failed-orders.csv": "c\n",
            "locust_stats.csv": "a,b\n",
            "summary.json": "[]",
        });
        assert.equal(await storedReport(), "one");
    });

    it("leaves nothing of the run before", async () => {
        await publish({ "locust_stats.csv": "d\n" }, "two");
        const { data } = await stored(names.results);
        assert.deepEqual(data, { "locust_stats.csv": "d\n", "summary.json": "[]" });
        assert.equal(await storedReport(), "two");
    });

    it("fits into what the API server really takes, and says what it left out", async () => {
        const history = "x".repeat(800_000);
        const orders = "2025-01-01T00:00:00.000Z,customer,22.99,zu spät\n".repeat(25_000);
        await publish(
            { "locust_stats_history.csv": history, "failed-orders.csv": orders },
            "three",
        );
        const { data = {} } = await stored(names.results);
        assert.ok((data["failed-orders.csv"] ?? "").length > 900_000);
        assert.match(data["summary.json"] ?? "", /locust_stats_history\.csv.*failed-orders\.csv/);
    });

    it("outlives the load, and a healthy shop does not mind it", async () => {
        await journey.go({});
        await journey.assertBaseline();
        assert.equal(await storedReport(), "three");
    });
});
