/** snapshot, verify and report against a real API server. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { gzipSync } from "node:zlib";

import { report } from "../../cli/report";
import { snapshot } from "../../cli/snapshot";
import { verify } from "../../cli/verify";
import type { Snapshot } from "../../live/snapshot/snapshotFile";
import type { Plan, PlannedResource } from "../../plan/plan";
import { renderPlan } from "../../plan/render";
import { LiveShop } from "../support/apply/liveShop";
import { claimNamespace, removeNamespace } from "../support/apply/namespaces";
import { nothing, Player } from "../../range/apply/player";
import { settingsFor, sharedCluster } from "../support/apply/sharedCluster";
import {
    type KwokPlane,
    type KubernetesObject,
    type TestCluster,
    waitFor,
} from "../support/controlPlane";
import { ended, type Ended } from "../unit/cli/ended";
import { useEnvironment } from "../support/environment";

const namespace = "cluster-tier-snapshot";
const core = `/api/v1/namespaces/${namespace}`;
const deployments = `/apis/apps/v1/namespaces/${namespace}/deployments`;
const merge = "application/merge-patch+json";
const strategic = "application/strategic-merge-patch+json";

/** The recovery of an incident waits for its pods. */
const patienceMs = 240_000;

/** Longest time that controllers take until all have followed a change, in seconds. */
const problemsSeconds = 60;

const foreignAutoscaler: KubernetesObject = {
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata: { name: "responder", namespace },
    spec: {
        scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "front-end" },
        minReplicas: 1,
        maxReplicas: 3,
    },
};

describe("snapshot, verify and report", function () {
    this.timeout(patienceMs);
    let cluster: TestCluster;
    let own: KwokPlane | undefined;
    let player: Player;
    let shop: LiveShop;
    let healthy: Plan;
    let frontEnd: Server;
    let address: string;
    let directory: string;
    let restoreKubeconfig: () => void;

    before(async function () {
        cluster = await sharedCluster();
        const outside = Object.values(networkInterfaces())
            .flatMap((entries) => entries ?? [])
            .find(({ internal, family }) => !internal && family === "IPv4");
        // Elsewhere nothing of ours can answer for the front-end.
        if (cluster.own === undefined || outside === undefined) {
            this.skip();
        }
        own = cluster.own;
        address = outside.address;
        await claimNamespace(cluster, namespace, this);
        frontEnd = createServer((_, response) => response.end("[]"));
        await once(frontEnd.listen(0, address), "listening");
        directory = mkdtempSync(join(tmpdir(), "snapshot-spec-"));
        restoreKubeconfig = useEnvironment({ KUBECONFIG: cluster.kubeconfigPath });
        player = new Player(cluster);
        shop = new LiveShop(cluster, namespace);
        healthy = await planned({});
        await deployHealthy(own);
    });

    // What a failed test leaves behind is none of the next one's.
    afterEach(async function () {
        if (own !== undefined && this.currentTest?.state !== "passed") {
            await removeNamespace(cluster, namespace);
            await claimNamespace(cluster, namespace, this);
            await deployHealthy(own);
        }
    });

    after(async function () {
        if (own === undefined) {
            return;
        }
        restoreKubeconfig();
        frontEnd.close();
        frontEnd.closeAllConnections();
        rmSync(directory, { recursive: true });
        await own.configurePods({});
        await removeNamespace(cluster, namespace);
    });

    async function deployHealthy(plane: KwokPlane): Promise<void> {
        await plane.configurePods(podsAnswering());
        await player.play(nothing, healthy);
        assert.equal((await snapshotted()).code, 0);
    }

    /** The stand-in is where the front-end's pods say they are. */
    function podsAnswering(): { readonly addresses: Readonly<Record<string, string>> } {
        return { addresses: { [`${namespace}/front-end`]: address } };
    }

    /** The real plan, except for the port on which the stand-in happens to listen. */
    async function planned(settings: Readonly<Record<string, string>>): Promise<Plan> {
        const place = settingsFor(cluster, { namespace, nodePort: 30021 });
        const plan = await renderPlan({ ...place, ...settings });
        const { port: targetPort } = frontEnd.address() as AddressInfo;
        return {
            ...plan,
            resources: plan.resources.map((one): PlannedResource => {
                const isFrontEnd = one.name === "sock-shop-front-end-service";
                return isFrontEnd ? { ...one, inputs: withPort(one.inputs, targetPort) } : one;
            }),
        };
    }

    function withPort(
        inputs: PlannedResource["inputs"],
        targetPort: number,
    ): PlannedResource["inputs"] {
        const spec = inputs.spec as { readonly ports: readonly object[] };
        return {
            ...inputs,
            spec: { ...spec, ports: spec.ports.map((port) => ({ ...port, targetPort })) },
        };
    }

    const here = (): string[] => ["--context", cluster.contextName, "--namespace", namespace];
    const file = (): string => join(directory, "snapshot.json");
    const snapshotted = (out = file()): Promise<Ended> =>
        ended((say) => snapshot([...here(), "--out", out], say));
    const verified = (...options: string[]): Promise<Ended> =>
        ended((say) => verify([...here(), "--snapshot", file(), ...options], say));
    const reported = (): Promise<Ended> =>
        ended((say) => report([...here(), "--out", join(directory, "results")], say));

    const patch = (path: string, body: unknown, type = merge): Promise<unknown> =>
        cluster.api.request("PATCH", path, body, type);

    /** What is not right, sorted, each as `object: what`. */
    async function problems(): Promise<readonly string[]> {
        const { output } = await verified("--json");
        const { problems: found } = JSON.parse(output) as {
            problems: { object: string; what: string }[];
        };
        return found.map(({ object, what }) => `${object}: ${what}`).sort();
    }

    /** The controllers follow a change one after the other: only what stays is the answer. */
    async function assertProblems(
        expected: readonly string[],
        shown: (line: string) => string = (line) => line,
    ): Promise<void> {
        let found: readonly string[] = [];
        await waitFor("the expected problems", problemsSeconds, async () => {
            found = (await problems()).map(shown);
            return isDeepStrictEqual(found, expected) ? true : undefined;
        }).catch(() => undefined);
        assert.deepEqual(found, expected);
    }

    async function assertWhole(): Promise<void> {
        const { code, output, errors } = await verified("--wait", "1m");
        assert.equal(code, 0, output + errors);
    }

    const hashIn = (path: string): string =>
        (JSON.parse(readFileSync(path, "utf8")) as Snapshot).hash;

    it("are whole with what was just deployed, and have the same hash again", async () => {
        const again = join(directory, "again.json");
        const taken = await snapshotted(again);
        assert.match(taken.output, /objects +28 \(14 Deployment, 14 Service\)/);
        assert.match(taken.output, /pods +14 of 14 Ready/);
        assert.match(taken.output, /front-end +answers: p50 \d+ ms of 5 requests/);
        assert.equal(hashIn(again), hashIn(file()));
        const { code, output } = await verified();
        assert.equal(code, 0);
        assert.match(output, /^Whole: /);
    });

    it("name a limit that was changed, and nothing else", async () => {
        const containers = [{ name: "front-end", resources: { limits: { memory: "900Mi" } } }];
        await patch(
            `${deployments}/front-end`,
            { spec: { template: { spec: { containers } } } },
            strategic,
        );
        await shop.awaitRollout();
        const { code, output } = await verified();
        assert.equal(code, 1);
        assert.match(output, /fix: pulumi up --refresh -c incident=none\n/);
        await assertProblems([
            "Deployment front-end: spec.template.spec.containers[front-end].resources.limits" +
                '.memory: "1000Mi" -> "900Mi"',
        ]);
        await player.play(nothing, healthy);
        await assertWhole();
    });

    it("do not mind a rollout restart, which leaves an annotation behind", async () => {
        const annotations = { "kubectl.kubernetes.io/restartedAt": new Date().toISOString() };
        await patch(`${deployments}/user`, { spec: { template: { metadata: { annotations } } } });
        await shop.awaitRollout();
        await assertWhole();
    });

    it("do not mind a Service made anew, with another address", async () => {
        await cluster.api.request("DELETE", `${core}/services/payment`);
        await assertProblems(["Service payment: is missing"]);
        await player.play(nothing, healthy);
        await assertWhole();
    });

    it("name a responder's autoscaler, Deployment and quota", async () => {
        const sleeper: KubernetesObject = {
            apiVersion: "apps/v1",
            kind: "Deployment",
            metadata: { name: "sleeper", namespace },
            spec: {
                selector: { matchLabels: { name: "sleeper" } },
                template: {
                    metadata: { labels: { name: "sleeper" } },
                    spec: { containers: [{ name: "sleeper", image: "busybox" }] },
                },
            },
        };
        const quota: KubernetesObject = {
            apiVersion: "v1",
            kind: "ResourceQuota",
            metadata: { name: "tight", namespace },
            spec: { hard: { pods: "20" } },
        };
        const foreign = [foreignAutoscaler, sleeper, quota];
        for (const object of foreign) {
            await cluster.api.apply(object);
        }
        await shop.awaitRollout();
        await assertProblems([
            "Deployment sleeper: is not in the snapshot",
            "HorizontalPodAutoscaler responder: is not in the snapshot",
            "ResourceQuota tight: is not in the snapshot",
        ]);
        const { output } = await verified();
        assert.match(output, /kubectl .* delete horizontalpodautoscaler responder\n/);
        for (const object of foreign) {
            await cluster.api.remove(object);
        }
        await assertWhole();
    });

    it("name a pod relabelled by hand behind another Service, and an added EndpointSlice", async () => {
        const { items } = (await cluster.api.get(`${core}/pods?labelSelector=name%3Duser`)) as {
            items: readonly KubernetesObject[];
        };
        const pod = items[0]?.metadata?.name ?? "";
        await patch(`${core}/pods/${pod}`, { metadata: { labels: { name: "payment" } } });
        await shop.awaitRollout();
        const slice: KubernetesObject = {
            apiVersion: "discovery.k8s.io/v1",
            kind: "EndpointSlice",
            metadata: {
                name: "by-hand",
                namespace,
                labels: { "kubernetes.io/service-name": "catalogue" },
            },
            addressType: "IPv4",
            endpoints: [{ addresses: ["10.9.9.9"] }],
            ports: [{ port: 80 }],
        };
        await cluster.api.apply(slice);
        await assertProblems([
            "EndpointSlice by-hand: was added by hand to Service catalogue: 10.9.9.9",
            `Pod ${pod}: is owned by no ReplicaSet (relabelled by hand?) and stands behind ` +
                "Service payment",
        ]);
        await cluster.api.remove(slice);
        await cluster.api.request("DELETE", `${core}/pods/${pod}`);
        await assertWhole();
    });

    it("name scaling by hand, and do not take it for health", async () => {
        await shop.scale("payment", 0);
        await shop.scale("catalogue", 2);
        await shop.awaitRollout();
        await assertProblems([
            "Deployment catalogue: spec.replicas: 1 -> 2",
            "Deployment payment: spec.replicas: 1 -> 0",
        ]);
        const refused = await snapshotted(join(directory, "refused.json"));
        assert.equal(refused.code, 1);
        assert.match(refused.errors, /payment: scaled to 0\n/);
        assert.match(
            refused.errors,
            /catalogue: scaled by hand from 1 to 2\. Put it back: pulumi up --refresh\n/,
        );
        await player.play(nothing, healthy);
        await assertWhole();
    });

    it("name pods that are not Ready, and a front-end that does not answer", async () => {
        const deployment = `${namespace}/front-end`;
        await own?.configurePods({ ...podsAnswering(), neverReady: [deployment] });
        await waitFor("the front-end to be unready", 30, async () =>
            (await shop.endpoints("front-end")).length === 0 ? true : undefined,
        );
        const sick = await verified("--wait", "3s");
        assert.equal(sick.code, 1);
        assert.match(sick.output, /Deployment front-end: 0 of 1 pods Ready\n/);
        assert.match(sick.output, /Service front-end: does not answer .*HTTP 503/);
        assert.equal((await snapshotted(join(directory, "refused.json"))).code, 1);
        await own?.configurePods(podsAnswering());
        await assertWhole();
    });

    it("name all that a crash brings along, and are whole after its recovery", async () => {
        const crash = await planned({ incident: "crash" });
        await player.play(healthy, crash);
        await assertProblems(
            [
                "Deployment front-end: spec.template.spec.containers[front-end].livenessProbe.failureThreshold",
                "Deployment front-end: spec.template.spec.containers[front-end].readinessProbe.failureThreshold",
                "Deployment front-end: spec.template.spec.containers[front-end].resources.limits.memory",
                "Deployment front-end: spec.template.spec.containers[front-end].resources.requests.memory",
                "Job expiry-job-auto",
                "Job load-crash-job-auto",
                "Lease incident: incident crash of stack dev is active",
            ],
            (line) => line.replace(/(\.failureThreshold|\.memory|-auto).*/, "$1"),
        );
        const refused = await snapshotted(join(directory, "refused.json"));
        assert.match(refused.errors, /incident crash of stack dev is active\. End it: pulumi up/);
        assert.match(
            (await reported()).errors,
            /^There are no results yet: Job load-crash-job-auto is running, until about 20/,
        );
        const waiting = verified("--wait", "3m");
        await player.play(crash, healthy);
        const { code, output, errors } = await waiting;
        assert.equal(code, 0, output + errors);
        assert.match(output, /^Whole after \d+ s: /);
    });

    it("fetch results as the load run's own account writes them", async () => {
        assert.match((await reported()).errors, /^There are no results yet: no load run/);
        const history = "Timestamp,é\n".repeat(60_000);
        const totals = { requests: 2, failures: 1, milliseconds: { p50: 1, p95: 2, max: 3 } };
        const data = {
            "summary.json": JSON.stringify({
                mix: "checkout",
                endedAt: "2025-01-31T12:00:00Z",
                totals,
            }),
            "failed-orders.csv": "time,customer\n",
            "locust_stats_history.csv": history,
        };
        const html = "<html>é</html>".repeat(100_000);
        const packed = { "report.html.gz": gzipSync(html).toString("base64") };
        const writer = await cluster.asServiceAccount(namespace, "load-results-writer");
        await writer.request("PATCH", `${core}/configmaps/load-results`, { data }, merge);
        await writer.request(
            "PATCH",
            `${core}/configmaps/load-report`,
            { binaryData: packed },
            merge,
        );

        const { code, output } = await reported();
        assert.equal(code, 0);
        assert.match(output, /│ +2 │ 50\.0 % │ +1 ms │ +2 ms │ +3 ms ║/);
        const written = (name: string): string =>
            readFileSync(join(directory, "results", name), "utf8");
        assert.equal(written("locust_stats_history.csv"), history);
        assert.equal(written("report.html"), html);
        assert.equal(written("failed-orders.csv"), data["failed-orders.csv"]);
        assert.equal(written("summary.json"), data["summary.json"]);
        await assertWhole();
    });
});
