/** What the program reads of a cluster before it touches it, read from a real API server. */
import assert from "node:assert/strict";

import type { ClusterReader } from "../../components/incident/clusterState";
import { readClusterState } from "../../components/incident/clusterState";
import { checkCluster, RefusedError } from "../../components/incident/guardRails";
import { managedBy, names } from "../../shop/names";
import { type ParsedSettings, parseSettings } from "../../components/settings/parse";
import { clusterReader, connectCluster } from "../../live/cluster";
import { scenarios } from "../../scenarios/registry";
import { Journey } from "../support/apply/journey";
import { claimNamespace, namespaceObject, removeNamespace } from "../support/apply/namespaces";
import { kubeConfigOf } from "../../range/apply/kubeConfig";
import { ownOrSkip, settingsFor, sharedCluster } from "../support/apply/sharedCluster";
import { useEnvironment } from "../support/environment";
import { registerMetricsApi, type TestCluster, waitFor } from "../support/controlPlane";

const plot = { namespace: "cluster-tier-reader", nodePort: 30018 };
const labelled = "cluster-tier-labelled";
const absent = "cluster-tier-absent";
const freeNodePort = 30019;
const metricsApiPath = "/apis/apiregistration.k8s.io/v1/apiservices/v1beta1.metrics.k8s.io";
const patienceSeconds = 60;

describe("reading a cluster", () => {
    let cluster: TestCluster;
    let reader: ClusterReader;

    before(async () => {
        cluster = await sharedCluster();
        reader = clusterReader(kubeConfigOf(cluster));
    });

    async function label(
        path: string,
        labels: Readonly<Record<string, string | null>>,
    ): Promise<void> {
        const patch = { metadata: { labels } };
        await cluster.api.request("PATCH", path, patch, "application/merge-patch+json");
    }

    describe("of a namespace", () => {
        before(async function () {
            await claimNamespace(cluster, labelled, this);
            await cluster.api.apply(namespaceObject(labelled));
            await label(`/api/v1/namespaces/${labelled}`, { team: "socks" });
        });

        after(() => removeNamespace(cluster, labelled));

        it("gives its labels, and undefined when there is none of that name", async () => {
            const labels = await reader.namespaceLabels(labelled);
            assert.equal(labels?.team, "socks");
            assert.equal(await reader.namespaceLabels(absent), undefined);
        });

        it("finds nothing in one that is not there", async () => {
            assert.deepEqual(await reader.deployments(absent), []);
            assert.deepEqual(await reader.incidentLeases(absent), []);
            assert.deepEqual(await reader.autoscalers(absent), []);
            assert.deepEqual(await reader.expiredHolders(absent), []);
        });

        for (const [key, value] of [
            ["env", "prod"],
            ["environment", "production"],
            ["environment", "Prod-EU"],
        ] as const) {
            it(`refuses to break anything where it is labelled ${key}=${value}`, async () => {
                await label(`/api/v1/namespaces/${labelled}`, { ...managedBy, [key]: value });
                await assertRefused(labelled, new RegExp(`namespace ${labelled}.*${key}=${value}`));
                await label(`/api/v1/namespaces/${labelled}`, { [key]: null });
            });
        }

        it("refuses one that somebody else has made", async () => {
            const [key = ""] = Object.keys(managedBy);
            await label(`/api/v1/namespaces/${labelled}`, { [key]: null });
            await assertRefused(labelled, /was not made by this project/);
        });
    });

    describe("of nodes", () => {
        it("gives the labels of each", async () => {
            const all = await reader.nodeLabels();
            assert.ok(all.length > 0);
            assert.ok(all.every((labels) => labels["kubernetes.io/os"] === "linux"));
        });

        it("refuses to break anything when one is labelled environment=production", async function () {
            ownOrSkip(cluster, this);
            const { items } = (await cluster.api.get("/api/v1/nodes")) as {
                items: { metadata: { name: string } }[];
            };
            const path = `/api/v1/nodes/${items[0]?.metadata.name ?? ""}`;
            await label(path, { environment: "production" });
            try {
                await assertRefused(absent, /a node .*environment=production/);
            } finally {
                await label(path, { environment: null });
            }
            assert.deepEqual(await check(absent), []);
        });
    });

    it("notices a metrics API when it comes and when it goes", async function () {
        const own = ownOrSkip(cluster, this);
        const hpa = { remediation: "hpa" };
        assert.equal(await reader.metricsApi(), "none");
        await assertRefused(absent, /no metrics API.*metricsServer true/, hpa);
        const metrics = await registerMetricsApi(own);
        try {
            assert.equal(await reader.metricsApi(), "foreign");
            assert.deepEqual(await check(absent, hpa), []);
            const second = { metricsServer: "true" };
            await assertRefused(absent, /has a metrics API already/, second);
            await label(metricsApiPath, managedBy);
            assert.equal(await reader.metricsApi(), "ours");
            assert.deepEqual(await check(absent, second), []);
        } finally {
            await metrics.unregister();
        }
        assert.equal(await reader.metricsApi(), "none");
    });

    it("notices who enforces NetworkPolicies, and what kind's network may read", async function () {
        const { api } = ownOrSkip(cluster, this);
        const gateway = { incident: "gateway" };
        assert.equal(await reader.policyEnforcer(), undefined);
        await assertRefused(absent, /known to enforce NetworkPolicies/, gateway);
        const metadata = { name: "kindnet" };
        const rules = [
            { apiGroups: ["networking.k8s.io"], resources: ["networkpolicies"], verbs: ["list"] },
        ];
        const role = { apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRole", metadata };
        await api.apply({ ...role, rules } as object as Parameters<typeof api.apply>[0]);
        const labels = { app: "kindnet" };
        const container = { name: "kindnet-cni", image: "none" };
        await api.apply({
            apiVersion: "apps/v1",
            kind: "DaemonSet",
            metadata: { ...metadata, namespace: "kube-system" },
            spec: {
                selector: { matchLabels: labels },
                template: {
                    metadata: { labels },
                    spec: { containers: [container], nodeSelector: { none: "such" } },
                },
            },
        } as object as Parameters<typeof api.apply>[0]);
        try {
            assert.equal(await reader.policyEnforcer(), "kindnet");
            assert.deepEqual(await check(absent, gateway), []);
        } finally {
            const path = "/apis/apps/v1/namespaces/kube-system/daemonsets/kindnet";
            await api.request("DELETE", path);
            await api.request("DELETE", "/apis/rbac.authorization.k8s.io/v1/clusterroles/kindnet");
        }
    });

    it("is reached through the context of the kubeconfig, and says when there is none", async () => {
        const restoreEnvironment = useEnvironment({ KUBECONFIG: cluster.kubeconfigPath });
        try {
            const connected = connectCluster(cluster.contextName);
            assert.ok((await connected.nodeLabels()).length > 0);
            assert.throws(() => connectCluster("kind-gone"), /"kind-gone": no such context/);
        } finally {
            restoreEnvironment();
        }
    });

    describe("of a shop", () => {
        const services = ["front-end", "payment", "user"] as const;
        let journey: Journey;

        before(async function () {
            await claimNamespace(cluster, plot.namespace, this);
            journey = await Journey.start(cluster, plot, { services });
        });

        after(() => removeNamespace(cluster, plot.namespace));

        it("knows how far each Deployment is", async () => {
            const all = await reader.deployments(plot.namespace);
            assert.deepEqual(all.map(({ name }) => name).sort(), [...services].sort());
            for (const { name, ...health } of all) {
                const healthy = { wanted: 1, ready: 1, isSettled: true };
                assert.deepEqual(health, healthy, name);
            }
        });

        it("sees the lease of an incident, the missing pods, and our autoscaler", async () => {
            const ours = { name: names.autoscaler("front-end"), target: "front-end", isOurs: true };
            assert.deepEqual(await reader.incidentLeases(plot.namespace), []);
            assert.deepEqual(await reader.autoscalers(plot.namespace), []);
            await journey.go({ incident: "payment", remediation: "hpa", run: "7" });
            assert.deepEqual(await reader.incidentLeases(plot.namespace), [
                { holder: "dev", incident: "payment", run: "7" },
            ]);
            assert.deepEqual(await reader.autoscalers(plot.namespace), [ours]);
            await waitFor("payment to be gone", patienceSeconds, async () => {
                const all = await reader.deployments(plot.namespace);
                const payment = all.find(({ name }) => name === "payment");
                return (payment?.wanted === 0 && payment.ready === 0) || undefined;
            });
        });

        it("knows who has a node port, and refuses to take it away", async () => {
            assert.deepEqual(await reader.nodePortOwners(plot.nodePort), [plot.namespace]);
            assert.deepEqual(await reader.nodePortOwners(freeNodePort), []);
            const taken = { nodePort: String(plot.nodePort) };
            await assertRefused(absent, /a Service in namespace cluster-tier-reader has it/, taken);
        });

        it("notices that the expiry has done its work", async function () {
            const own = ownOrSkip(cluster, this);
            assert.deepEqual(await reader.expiredHolders(plot.namespace), []);
            await own.configurePods({ jobRunSeconds: 1 });
            try {
                await waitFor(
                    "the Jobs to end",
                    patienceSeconds,
                    async () =>
                        (await reader.expiredHolders(plot.namespace)).includes("dev") || undefined,
                );
            } finally {
                await own.configurePods({});
            }
        });

        it("refuses another stack's incident meanwhile, and the way back never", async () => {
            await assertRefused(
                plot.namespace,
                /stack dev has incident payment active/,
                {},
                "other",
            );
            await assertRefused(plot.namespace, /payment is still active in this stack/);
            const none = { incident: "none" };
            assert.deepEqual(await check(plot.namespace, none), []);
        });

        it("says why the catalogue does not answer when nobody is there to", async () => {
            await journey.shop.scale("front-end", 0);
            await waitFor("no endpoint", patienceSeconds, async () =>
                (await journey.shop.endpoints("front-end")).length === 0 ? true : undefined,
            );
            const why = await reader.catalogueFailure(plot.namespace);
            assert.equal(why, "front-end does not answer /catalogue (HTTP 503)");
        });
    });

    /** The warnings with which an update may go on; rejects when it may not. */
    async function check(
        namespace: string,
        values: Readonly<Record<string, string>> = {},
        stack = "dev",
    ): Promise<readonly string[]> {
        const nodePort = namespace === plot.namespace ? plot.nodePort : freeNodePort;
        const place = settingsFor(cluster, { namespace, nodePort });
        const parsed: ParsedSettings = parseSettings(
            { ...place, incident: "hybrid", ...values },
            scenarios,
        );
        return checkCluster(parsed, await readClusterState(reader, parsed.settings), stack);
    }

    async function assertRefused(
        namespace: string,
        why: RegExp,
        values: Readonly<Record<string, string>> = {},
        stack = "dev",
    ): Promise<void> {
        await assert.rejects(check(namespace, values, stack), (error) => {
            assert.ok(error instanceof RefusedError, String(error));
            assert.match(error.message, why);
            return true;
        });
    }
});
