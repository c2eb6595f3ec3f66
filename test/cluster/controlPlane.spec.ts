/** The harness itself: what the other specs of this tier take for granted. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { V1Deployment, V1EndpointSliceList, V1Job, V1PodList } from "@kubernetes/client-node";
import {
    ApiError,
    assertLocalContext,
    connectOrStart,
    podAnnotations,
    registerMetricsApi,
    waitFor,
    type KubernetesObject,
    type TestCluster,
} from "../support/controlPlane";
import { Supervisor } from "../../range/controlPlane/supervisor";

// A namespace of an earlier run may still be on its way out of somebody's cluster.
const namespace = `control-plane-smoke-${Date.now().toString(36)}`;
const supervisorModule = require.resolve("../../range/controlPlane/supervisor");
const labels = { name: "front-end" };
const patienceSeconds = 60;

function object(
    apiVersion: string,
    kind: string,
    name: string,
    rest: Readonly<Record<string, unknown>>,
): KubernetesObject {
    return { apiVersion, kind, metadata: { name, namespace }, ...rest };
}

function podSpec(): object {
    const resources = { requests: { cpu: "100m" }, limits: { cpu: "300m" } };
    // Runs for ever and is on every node of a cluster where containers do run.
    const image = "registry.k8s.io/pause:3.10";
    return { containers: [{ name: "main", image, resources }] };
}

function deployment(name: string): KubernetesObject {
    // No replicas: the autoscaler's field.
    return object("apps/v1", "Deployment", name, {
        spec: {
            selector: { matchLabels: { name } },
            template: { metadata: { labels: { name } }, spec: podSpec() },
        },
    });
}

function job(name: string, annotations: Readonly<Record<string, string>>): KubernetesObject {
    return object("batch/v1", "Job", name, {
        spec: {
            backoffLimit: 0,
            template: {
                metadata: { annotations },
                spec: { ...podSpec(), restartPolicy: "Never" },
            },
        },
    });
}

describe("control plane", () => {
    let cluster: TestCluster;
    const cleanUps: (() => Promise<unknown>)[] = [];

    const readyReplicas = async (name: string): Promise<number> => {
        const path = `/apis/apps/v1/namespaces/${namespace}/deployments/${name}`;
        const { status } = (await cluster.api.get(path)) as V1Deployment;
        return status?.readyReplicas ?? 0;
    };

    const waitForReady = (name: string, replicas: number): Promise<true> =>
        waitFor(`${replicas} ready pods of ${name}`, patienceSeconds, async () =>
            (await readyReplicas(name)) === replicas ? true : undefined,
        );

    const jobCondition = (name: string): Promise<string> =>
        waitFor(`the Job ${name} to end`, patienceSeconds, async () => {
            const path = `/apis/batch/v1/namespaces/${namespace}/jobs/${name}`;
            const { status } = (await cluster.api.get(path)) as V1Job;
            return status?.conditions?.find(({ type }) => type === "Complete" || type === "Failed")
                ?.type;
        });

    before(async function () {
        this.timeout(0);
        cluster = await connectOrStart({
            autoscaler: {
                syncPeriodSeconds: 1,
                cpuInitializationSeconds: 0,
                initialReadinessDelaySeconds: 0,
                downscaleStabilizationSeconds: 0,
            },
        });
        cleanUps.push(() => cluster.stop());
        const home = { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } };
        await cluster.api.apply(home);
        cleanUps.push(() => cluster.api.remove(home));
        await cluster.api.apply(deployment("front-end"));
    });

    after(async function () {
        this.timeout(60_000);
        for (const cleanUp of cleanUps.reverse()) {
            await cleanUp();
        }
    });

    it("runs an applied Deployment's pod and gives its Service an EndpointSlice", async () => {
        const ports = [{ port: 80, targetPort: 8079 }];
        await cluster.api.apply(
            object("v1", "Service", "front-end", { spec: { selector: labels, ports } }),
        );
        await waitForReady("front-end", 1);
        const slices = `/apis/discovery.k8s.io/v1/namespaces/${namespace}/endpointslices`;
        const address = await waitFor("an endpoint", patienceSeconds, async () => {
            const { items } = (await cluster.api.get(slices)) as V1EndpointSliceList;
            const endpoint = items.flatMap((slice) => slice.endpoints ?? [])[0];
            return endpoint?.conditions?.ready === true ? endpoint.addresses[0] : undefined;
        });
        const { items } = (await cluster.api.get(
            `/api/v1/namespaces/${namespace}/pods?labelSelector=name%3Dfront-end`,
        )) as V1PodList;
        assert.equal(items[0]?.status?.podIP, address);
    });

    it("refuses a field that does not exist", async () => {
        const spec = { replica: 2, ...(deployment("typo").spec as object) };
        await assert.rejects(
            cluster.api.apply(object("apps/v1", "Deployment", "typo", { spec })),
            (error: ApiError) => error.status >= 400 && error.message.includes(".spec.replica"),
        );
    });

    it("gives a ServiceAccount's token no more than its role", async () => {
        await cluster.api.apply(object("v1", "ServiceAccount", "reader", {}));
        await cluster.api.apply(
            object("rbac.authorization.k8s.io/v1", "Role", "reader", {
                rules: [{ apiGroups: [""], resources: ["configmaps"], verbs: ["list"] }],
            }),
        );
        await cluster.api.apply(
            object("rbac.authorization.k8s.io/v1", "RoleBinding", "reader", {
                roleRef: {
                    apiGroup: "rbac.authorization.k8s.io",
                    kind: "Role",
                    name: "reader",
                },
                subjects: [{ kind: "ServiceAccount", name: "reader", namespace }],
            }),
        );
        const reader = await cluster.asServiceAccount(namespace, "reader");
        await waitFor("the role to count", patienceSeconds, () =>
            reader.get(`/api/v1/namespaces/${namespace}/configmaps`),
        );
        await assert.rejects(
            reader.get(`/api/v1/namespaces/${namespace}/secrets`),
            (error: ApiError) => error.status === 403 && error.reason === "Forbidden",
        );
    });

    it("ends a Job's pods when the test says so, and as it says", async function () {
        if (cluster.own === undefined) {
            this.skip();
        }
        await cluster.api.apply(job("succeeds", { [podAnnotations.runSeconds]: "1" }));
        await cluster.api.apply(
            job("fails", { [podAnnotations.runSeconds]: "1", [podAnnotations.exitCode]: "3" }),
        );
        assert.equal(await jobCondition("succeeds"), "Complete");
        assert.equal(await jobCondition("fails"), "Failed");
    });

    it("keeps a Deployment's pods unready for as long as the test says so", async function () {
        if (cluster.own === undefined) {
            this.skip();
        }
        this.timeout(2 * patienceSeconds * 1000);
        await cluster.own.configurePods({ neverReady: [`${namespace}/front-end`] });
        await waitForReady("front-end", 0);
        await cluster.own.configurePods({});
        await waitForReady("front-end", 1);
    });

    it("lets the API server's service proxy reach a stand-in on this machine", async function () {
        // The API refuses loopback addresses for pods.
        const address = Object.values(networkInterfaces())
            .flatMap((entries) => entries ?? [])
            .find(({ internal, family }) => !internal && family === "IPv4")?.address;
        if (cluster.own === undefined || address === undefined) {
            this.skip();
        }
        const server = createServer((request, response) =>
            response.end(`saw ${request.url ?? ""}`),
        );
        await once(server.listen(0, address), "listening");
        const { port: targetPort } = server.address() as AddressInfo;
        await cluster.own.configurePods({ addresses: { [`${namespace}/catalogue`]: address } });
        await cluster.api.apply(deployment("catalogue"));
        const spec = { selector: { name: "catalogue" }, ports: [{ port: 80, targetPort }] };
        await cluster.api.apply(object("v1", "Service", "catalogue", { spec }));
        const path = `/api/v1/namespaces/${namespace}/services/catalogue:80/proxy/catalogue`;
        const said = await waitFor("an answer", patienceSeconds, () => cluster.api.get(path));
        assert.equal(said, "saw /catalogue");
        server.close();
        server.closeAllConnections();
    });

    it("scales a Deployment by the CPU figures of the metrics stand-in", async function () {
        if (cluster.own === undefined) {
            this.skip();
        }
        this.timeout(4 * patienceSeconds * 1000);
        const metrics = await registerMetricsApi(cluster.own);
        const target = `${namespace}/front-end`;
        // 240m of work for pods that request 100m each and shall use half of it.
        metrics.standIn.setCpu(target, (runningPods) => 240 / runningPods);
        const resource = { name: "cpu", target: { type: "Utilization", averageUtilization: 50 } };
        await cluster.api.apply(
            object("autoscaling/v2", "HorizontalPodAutoscaler", "front-end", {
                spec: {
                    scaleTargetRef: {
                        apiVersion: "apps/v1",
                        kind: "Deployment",
                        name: "front-end",
                    },
                    minReplicas: 1,
                    maxReplicas: 10,
                    metrics: [{ type: "Resource", resource }],
                },
            }),
        );
        await waitForReady("front-end", 5);
        metrics.standIn.setCpu(target, 0);
        await waitForReady("front-end", 1);
        await metrics.unregister();
    });
});

describe("control plane supervisor", () => {
    const supervise = (): { supervisor: Supervisor; directory: string } => {
        const directory = mkdtempSync(join(tmpdir(), "control-plane-supervisor-"));
        const supervisor = new Supervisor(directory, directory);
        supervisor.removeAtEnd([directory]);
        return { supervisor, directory };
    };
    const start = (supervisor: Supervisor, name: string, code: string): void => {
        supervisor.start({ name, program: process.execPath, args: ["-e", code] });
    };
    const stubborn =
        "process.on('SIGTERM', () => {}); console.log(process.pid); setInterval(() => {}, 99)";
    const logged = (directory: string): Promise<number> =>
        waitFor("a process id", patienceSeconds, () => {
            return Number(readFileSync(join(directory, "it.log"), "utf8")) || undefined;
        });
    const isGone = (processId: number): boolean => {
        try {
            return !process.kill(processId, 0);
        } catch {
            return true;
        }
    };

    it("names the component that died and quotes its log", async () => {
        const { supervisor } = supervise();
        start(supervisor, "sick", "console.error('no disk'); process.exit(7)");
        const look = (): Error | undefined => {
            try {
                supervisor.assertAlive();
                return undefined;
            } catch (error) {
                return error as Error;
            }
        };
        const { message } = await waitFor("the death", patienceSeconds, look);
        assert.match(message, /^sick died \(exit code 7\); the end of its log:\nno disk$/);
        await supervisor.stop();
    });

    it("starts anew a component that may die, as often as it may, and tells of the last death", async () => {
        const { supervisor, directory } = supervise();
        const deaths: string[] = [];
        supervisor.tellDeaths((obituary) => deaths.push(obituary));
        const args = ["-e", "console.log('lived'); process.exit(7)"];
        supervisor.start({ name: "it", program: process.execPath, args, revivals: 2 });
        await waitFor("the last death", patienceSeconds, () => deaths[0]);
        assert.equal(readFileSync(join(directory, "it.log"), "utf8"), "lived\n".repeat(3));
        assert.equal(deaths.length, 1);
        await supervisor.stop();
    });

    it("ends even a component that will not, and removes its directory", async () => {
        const { supervisor, directory } = supervise();
        start(supervisor, "it", stubborn);
        const processId = await logged(directory);
        await supervisor.stop();
        assert.ok(isGone(processId));
        assert.equal(existsSync(directory), false);
    });

    it("cleans up after a test process that was killed", async () => {
        const { supervisor, directory } = supervise();
        await supervisor.stop();
        mkdirSync(directory);
        const code =
            `const { Supervisor } = require(${JSON.stringify(supervisorModule)});` +
            `const it = new Supervisor(${JSON.stringify(directory)}, ${JSON.stringify(directory)});` +
            `it.removeAtEnd([${JSON.stringify(directory)}]);` +
            `it.start({ name: "it", program: process.execPath, args: ["-e", ${JSON.stringify(stubborn)}] });` +
            "setInterval(() => {}, 99)";
        const loader = ["--import", pathToFileURL(require.resolve("tsx")).href];
        const test = spawn(process.execPath, [...loader, "-e", code], { stdio: "ignore" });
        const processId = await logged(directory);
        test.kill("SIGKILL");
        await waitFor("the component and its directory to go", patienceSeconds, () => {
            return isGone(processId) && !existsSync(directory) ? true : undefined;
        });
    });
});

describe("the cluster named by TEST_KUBECONFIG", () => {
    it("must look local or be allowed by its exact name", () => {
        for (const context of ["kind-sockshop", "k3d-a", "minikube", "docker-desktop"]) {
            assertLocalContext(context, undefined);
        }
        assertLocalContext("staging-eu", "staging-eu");
        for (const allowed of [undefined, "", "staging"]) {
            assert.throws(() => {
                assertLocalContext("staging-eu", allowed);
            }, /TEST_KUBECONFIG_ALLOW_CONTEXT=staging-eu/);
        }
        assert.throws(() => {
            assertLocalContext("prod-minikube", undefined);
        }, /does not look like a local cluster/);
    });
});
