import assert from "node:assert/strict";

import { KubeConfig } from "@kubernetes/client-node";

import { Answers } from "../../../../range/console/cluster/answers";
import type { Deed } from "../../../../range/console/messages";
import type { PlainObject } from "../../../support/console/kubernetesStandIn";
import { Listener } from "../../../support/console/listener";
import { keys, opened, type Opened } from "./opened";

const deployment = (
    replicas: number,
    memory: string,
    manager: string,
    second = 0,
): PlainObject => ({
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: {
        name: "front-end",
        managedFields: [
            { manager, operation: "Update", time: new Date(Date.now() + second * 1000) },
            { manager: "kube-controller-manager", operation: "Update", subresource: "status" },
        ],
    },
    spec: {
        replicas,
        selector: { matchLabels: { name: "front-end" } },
        template: {
            spec: { containers: [{ name: "front-end", resources: { limits: { memory } } }] },
        },
    },
    status: { readyReplicas: 1 },
});

const pod = (restartCount: number, state: object): PlainObject => ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "front-end-1", labels: { name: "front-end" } },
    status: {
        phase: "Running",
        containerStatuses: [
            { name: "front-end", restartCount, ready: false, started: true, state },
        ],
    },
});

describe("the console's stream", () => {
    let world: Opened;
    let listener: Listener;
    beforeEach(async () => {
        world = await opened();
        listener = new Listener(world.running.url);
        await listener.until("cluster", ({ readAt }) => readAt !== undefined);
    });
    afterEach(async () => {
        listener.close();
        await world.stop();
    });

    const deeds = (): readonly Deed[] => listener.all("deeds").flat();
    const told = (holds: (deed: Deed) => boolean): Promise<unknown> =>
        listener.until("deeds", (all) => all.some(holds));

    it("shows within a second what has become of a pod", async () => {
        world.cluster.put(deployment(1, "1Gi", "kubectl"));
        world.cluster.put(pod(0, { running: {} }));
        await listener.until("cluster", ({ workloads }) => workloads.length > 0);
        const changed = Date.now();
        world.cluster.put(pod(3, { waiting: { reason: "CrashLoopBackOff" } }));
        const { workloads } = await listener.until("cluster", (view) =>
            view.workloads.some(({ pods }) => pods.some(({ restarts }) => restarts === 3)),
        );
        assert.ok(Date.now() - changed < 1000);
        const [shown] = workloads[0]?.pods ?? [];
        assert.deepEqual([shown?.condition, shown?.says], ["waiting", "CrashLoopBackOff"]);
        assert.equal(workloads[0]?.memoryLimit, "1Gi");
    });

    it("says with each pulse how far the world was behind", async () => {
        world.lag.seconds = 2.5;
        await listener.until("pulse", ({ behindSeconds }) => behindSeconds === 2.5);
        world.lag.seconds = 0;
        const after = listener.all("pulse").length;
        await listener.until("pulse", () => listener.all("pulse").length > after + 1);
        assert.equal(listener.all("pulse").at(-1)?.behindSeconds, 0);
    });

    it("says who changed what, and leaves controllers' statuses out", async () => {
        world.cluster.put(deployment(1, "1000Mi", "kubectl-create"));
        world.cluster.put(deployment(1, "1300Mi", "kubectl-edit", 1));
        await told(({ what }) => what === "changed Deployment front-end");
        const deed = deeds().find(({ what }) => what.startsWith("changed"));
        assert.equal(deed?.who, "kubectl-edit");
        assert.deepEqual(deed.details, ["front-end limits.memory 1000Mi → 1300Mi"]);
        const count = deeds().length;
        const status = {
            ...deployment(1, "1300Mi", "kubectl-edit", 1),
            status: { readyReplicas: 0 },
        };
        world.cluster.put(status);
        await listener.until("cluster", (view) => view.workloads[0]?.ready === 0);
        assert.equal(deeds().length, count);
    });

    it("knows who scales, which the API server keeps without a time, and who scales again", async () => {
        const applied = deployment(1, "1Gi", "argo");
        const scaled = (replicas: number): PlainObject => {
            const { metadata, spec, ...rest } = applied;
            const fields = metadata?.managedFields as readonly object[];
            // It loses the field to whoever scales.
            const [first, ...others] = fields;
            const left = { ...first, fieldsV1: { "f:spec": {} } };
            const scale = { manager: "kubectl", operation: "Update", subresource: "scale" };
            return {
                ...rest,
                metadata: { ...metadata, managedFields: [left, scale, ...others] },
                spec: { ...(spec as object), replicas },
            };
        };
        world.cluster.put(applied);
        world.cluster.put(scaled(3));
        world.cluster.put(scaled(5));
        const set = { manager: "kubectl-set", operation: "Update", time: new Date() };
        const last = scaled(5);
        const fields = [...(last.metadata?.managedFields as readonly object[]), set];
        const labelled = { ...last.metadata, labels: { tier: "web" }, managedFields: fields };
        world.cluster.put({ ...last, metadata: labelled });
        await told(({ details }) => details.includes("replicas 3 → 5"));
        await told(({ who }) => who === "kubectl-set");
        assert.deepEqual(
            deeds()
                .filter(({ what }) => what.startsWith("changed"))
                .map(({ who, details }) => [who, ...details]),
            [
                ["kubectl", "replicas 1 → 3"],
                ["kubectl", "replicas 3 → 5"],
                ["kubectl-set", 'labels = {"tier":"web"}'],
            ],
        );
    });

    it("hides from the trainee what the injector did, but not from the trainer", async () => {
        const trainer = new Listener(world.running.trainerUrl);
        world.cluster.put(deployment(1, "1Gi", "kubectl"));
        world.cluster.put(deployment(0, "1Gi", "sock-shop-range", 1));
        world.cluster.put(deployment(2, "1Gi", "kubectl-scale", 2));
        await told(({ who }) => who === "kubectl-scale");
        await trainer.until("deeds", (all) => all.some(({ who }) => who === "sock-shop-range"));
        assert.deepEqual(
            deeds().filter(({ who }) => who === "sock-shop-range"),
            [],
        );
        trainer.close();
    });

    it("comes to what warnings of Kubernetes count, and to no daily business", async () => {
        const event = (reason: string, type: string, count: number): PlainObject => ({
            ...{ apiVersion: "v1", kind: "Event", reason, type, count, message: "as it is" },
            metadata: { name: reason },
            source: { component: "kubelet" },
            lastTimestamp: new Date().toISOString(),
            involvedObject: { kind: "Pod", name: "front-end-1" },
        });
        world.cluster.put(event("Scheduled", "Normal", 1));
        world.cluster.put(event("BackOff", "Warning", 1));
        world.cluster.put(event("BackOff", "Warning", 7));
        await told(({ count }) => count === 7);
        assert.deepEqual(
            new Set(deeds().map(({ what }) => what)),
            new Set(["BackOff Pod front-end-1"]),
        );
    });

    it("shows monitors as the account has them, with a pulse every second", async () => {
        await fetch(`${world.account.url}/api/v1/monitor`, {
            method: "POST",
            headers: {
                "dd-api-key": keys.apiKey,
                "dd-application-key": keys.appKey,
                "content-type": "application/json",
            },
            body: JSON.stringify({
                ...{ name: "[sock-shop] Restarts", type: "query alert", message: "Look." },
                query: "max(last_5m):sum:kubernetes.containers.restarts{*} > 3",
                tags: ["incident:hybrid", "team:sre"],
                options: { thresholds: { critical: 3 } },
            }),
        });
        const [monitor] = await listener.until("monitors", ({ length }) => length === 1);
        assert.equal(monitor?.state, "No Data");
        assert.deepEqual(monitor.tags, ["team:sre"], "the trainee does not see the incident");
        const before = listener.all("pulse").length;
        await new Promise((resolve) => setTimeout(resolve, 2200));
        assert.ok(listener.all("pulse").length >= before + 2);
    });

    it("says that the API server is gone, and goes on when it is back", async () => {
        await world.cluster.stop();
        await listener.until("cluster", ({ failure }) => failure !== undefined);
        await world.cluster.comeBack();
        world.cluster.put(deployment(4, "1Gi", "kubectl"));
        const view = await listener.until(
            "cluster",
            ({ workloads, failure }) => failure === undefined && workloads[0]?.wanted === 4,
        );
        assert.notEqual(view.readAt, undefined);
    });
});

describe("a console that ends while it starts", () => {
    it("asks nobody afterwards", () => {
        let looks = 0;
        const answers = new Answers({
            ...{ config: new KubeConfig(), namespace: "sock-shop", now: () => 0 },
            ...{ workloads: () => [], changed: () => undefined },
            isLookedAt: () => {
                looks++;
                return true;
            },
        });
        answers.stop();
        answers.start();
        assert.equal(looks, 0);
    });
});
