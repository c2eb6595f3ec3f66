import assert from "node:assert/strict";

import { healthOf, podTrouble } from "../../../../components/incident/deploymentHealth";
import { apiReader, type ApiReader, ApiServerError } from "../../../../live/snapshot/apiServer";
import { askFrontEnd, medianMilliseconds } from "../../../../live/snapshot/frontEnd";
import { restartsOf, restartsSince } from "../../../../live/snapshot/health";
import { jobOf, readJobs, readTraces } from "../../../../live/snapshot/incident";
import type { JsonObject } from "../../../../live/snapshot/json";
import { observeShop } from "../../../../live/snapshot/observe";
import { plannedShop } from "../support";
import { silence, StandInApi } from "../standInApi";

const managed = {
    "app.kubernetes.io/part-of": "sock-shop",
    "app.kubernetes.io/managed-by": "sock-shop-incidents",
};

function loadJob(name: string, status: JsonObject, role = "load"): JsonObject {
    return {
        kind: "Job",
        metadata: { name, labels: { ...managed, "app.kubernetes.io/component": role } },
        spec: {
            activeDeadlineSeconds: 780,
            template: { spec: { containers: [{ args: ["--run-time", "480s"] }] } },
        },
        status,
    };
}

const startTime = "2025-01-31T12:00:00Z";
const ended = { startTime, conditions: [{ type: "Complete", status: "True" }] };

describe("reading a cluster", () => {
    let api: StandInApi;
    let reader: ApiReader;

    beforeEach(async () => {
        api = await StandInApi.start();
        reader = apiReader(api.config);
    });

    afterEach(() => api.stop());

    it("keeps fields that the generated clients do not know", async () => {
        const [deployment] = await plannedShop();
        const spec = { ...(deployment?.spec as JsonObject), ofTheFuture: { depth: 3 } };
        api.objects = [{ ...deployment, spec }];
        const { objects } = await observeShop(reader, "sock-shop");
        assert.deepEqual((objects[0]?.spec as JsonObject).ofTheFuture, { depth: 3 });
    });

    it("sees every kind that belongs to a shop, under its kind", async () => {
        const kinds = ["Deployment", "Service", "HorizontalPodAutoscaler", "NetworkPolicy"];
        const all = [...kinds, "ResourceQuota", "LimitRange"];
        api.objects = all.map((kind) => ({ kind, metadata: { name: "x" } }));
        const { objects } = await observeShop(reader, "sock-shop");
        assert.deepEqual(objects.map(({ kind }) => kind).sort(), all.sort());
    });

    it("finds leases and Jobs of incidents by their labels", async () => {
        const labels = { ...managed, "app.kubernetes.io/component": "lease" };
        const annotations = { "sock-shop-incidents/incident": "hybrid" };
        api.objects = [
            {
                kind: "Lease",
                metadata: { name: "incident", labels, annotations },
                spec: { holderIdentity: "dev" },
            },
            { kind: "Lease", metadata: { name: "somebody's" } },
            loadJob("load-1", ended),
            loadJob("load-2", { startTime, conditions: [{ type: "Failed", status: "True" }] }),
            loadJob("expiry-1", { startTime }, "expiry"),
            { kind: "Job", metadata: { name: "foreign" } },
        ];
        const { leases, jobs } = await readTraces(reader, "sock-shop");
        assert.deepEqual(leases, [{ name: "incident", holder: "dev", incident: "hybrid" }]);
        assert.deepEqual(
            jobs.map(({ name, role, isActive }) => [name, role, isActive]),
            [
                ["load-1", "load", false],
                ["load-2", "load", false],
                ["expiry-1", "expiry", true],
            ],
        );
    });

    it("puts the last started Job first, one that has not started before all", async () => {
        api.objects = [
            loadJob("old", ended),
            loadJob("waiting", {}),
            loadJob("young", { startTime: "2025-01-31T13:00:00Z" }),
        ];
        const jobs = await readJobs(reader, "sock-shop", "load");
        assert.deepEqual(
            jobs.map(({ name }) => name),
            ["waiting", "young", "old"],
        );
    });

    it("rejects with the API server's own words", async () => {
        api.answers.set("/x", { httpStatus: 403 });
        await assert.rejects(reader.get("/x"), (error) => {
            assert.ok(error instanceof ApiServerError);
            assert.deepEqual([error.status, error.message], [403, "HTTP 403: not today"]);
            return true;
        });
    });

    it("rejects when nothing comes in time, and when nobody is there", async () => {
        api.answers.set("/x", silence);
        await assert.rejects(reader.get("/x", 200), /does not answer: nothing within 0\.2 s/);
        const { config } = api;
        await api.stop();
        await assert.rejects(apiReader(config).get("/x"), /does not answer: connect ECONNREFUSED/);
        api = await StandInApi.start();
    });

    it("asks the front-end five times and gives the median", async () => {
        const answer = await askFrontEnd(reader, "sock-shop");
        assert.equal(answer.failure, undefined);
        assert.equal(answer.requests, 5);
        assert.ok((answer.p50Milliseconds ?? -1) >= 0);
        assert.equal(api.asked.length, 5);
        assert.equal(medianMilliseconds([9, 1, 5.4, 2, 7]), 5);
        assert.equal(medianMilliseconds([]), undefined);
    });

    it("says why the front-end does not answer, after one request", async () => {
        api.answerCatalogue({ httpStatus: 503 });
        const answer = await askFrontEnd(reader, "sock-shop");
        assert.deepEqual([answer.failure, answer.requests], ["HTTP 503: not today", 1]);
    });
});

describe("the end of a load Job", () => {
    it("is its start and Locust's run time", () => {
        assert.equal(jobOf(loadJob("x", { startTime }), "load").endsAt, "2025-01-31T12:08:00.000Z");
    });

    it("is its deadline where no run time is given, and unknown before its start", () => {
        const job = loadJob("x", { startTime });
        const spec = { activeDeadlineSeconds: 60 };
        assert.equal(jobOf({ ...job, spec }, "load").endsAt, "2025-01-31T12:01:00.000Z");
        assert.equal(jobOf(loadJob("x", {}), "load").endsAt, undefined);
        assert.equal(jobOf({ ...job, spec: {} }, "load").endsAt, undefined);
    });
});

describe("pods", () => {
    const settled = { observedGeneration: 2, replicas: 2, updatedReplicas: 2, readyReplicas: 2 };
    const deployment = (status: JsonObject): JsonObject => ({
        metadata: { name: "user", generation: 2 },
        spec: { replicas: 2 },
        status: { ...settled, ...status },
    });

    const cases: readonly (readonly [string, JsonObject, string | undefined])[] = [
        ["all Ready", {}, undefined],
        ["one not Ready", { readyReplicas: 1 }, "1 of 2 pods Ready"],
        ["a spec not seen yet", { observedGeneration: 1 }, "its pods are still being replaced"],
        ["old pods", { updatedReplicas: 1 }, "its pods are still being replaced"],
        ["pods too many", { replicas: 3 }, "its pods are still being replaced"],
    ];
    for (const [title, status, trouble] of cases) {
        it(`with ${title}: ${trouble ?? "well"}`, () => {
            assert.equal(podTrouble(healthOf(deployment(status))), trouble);
        });
    }

    it("count as none Ready without a status, one wanted without a number", () => {
        const count = healthOf({ metadata: { name: "user" }, spec: {} });
        assert.deepEqual([count.wanted, count.ready], [1, 0]);
    });

    it("have their containers' restarts counted, those of Jobs left out", () => {
        const pod = (name: string, kind: string, ...counts: number[]): JsonObject => ({
            metadata: { name, ownerReferences: [{ kind }] },
            status: { containerStatuses: counts.map((restartCount) => ({ restartCount })) },
        });
        assert.deepEqual(
            restartsOf([pod("a-1-x", "ReplicaSet", 2, 1), pod("load-x", "Job", 4), {}]),
            { "a-1-x": 3 },
        );
    });

    it("have only new restarts counted since the snapshot, by Deployment", () => {
        const before = { "front-end-6d8f9-aaaaa": 2, "user-7c4-bbbbb": 1 };
        const now = {
            "front-end-6d8f9-aaaaa": 5,
            "front-end-6d8f9-ccccc": 1,
            "user-7c4-bbbbb": 1,
        };
        assert.deepEqual(restartsSince(before, now), { "front-end": 4 });
    });
});
