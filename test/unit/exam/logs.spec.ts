import { strict as assert } from "node:assert";

import { AccountLog } from "../../../exam/recorder/accountLog";
import { AnswerLog } from "../../../exam/recorder/answerLog";
import { PodLog } from "../../../exam/recorder/podLog";
import { RequestLog } from "../../../exam/recorder/requestLog";
import { WriteLog } from "../../../exam/recorder/writeLog";
import type { AuditedWrite } from "../../../range/audit/auditLog";
import type { EndedRequest, PodSample } from "../../../twin/observer";

const zero = 1_000_000;

const request: EndedRequest = {
    ...{ startedAt: zero + 1.5, endedAt: zero + 2.25, method: "GET", name: "/catalogue" },
    ...{
        failure: undefined,
        status: 200,
        isSetup: false,
        lostDollars: 0,
        orderDollars: 0,
        user: 7,
    },
};

describe("The record's requests", () => {
    it("are counted in the second in which they ended, failures by their reasons", () => {
        const log = new RequestLog(zero);
        log.sampled(zero + 2, 50);
        log.ended(request);
        log.ended({ ...request, failure: "slow", endedAt: zero + 2.75 });
        log.ended({ ...request, isSetup: true });
        assert.deepEqual(log.rows, [
            {
                at: 2,
                users: 50,
                tasks: {
                    "GET /catalogue": {
                        ...{ ended: 2, failed: 1, slow: 1, totalMs: 2000, slowestMs: 1250 },
                        reasons: { slow: 1 },
                    },
                },
            },
        ]);
    });

    it("name each order that was lost, with its customer and its money", () => {
        const log = new RequestLog(zero);
        log.ended({
            ...request,
            failure: "status",
            status: 500,
            lostDollars: 22.99,
            orderDollars: 22.99,
        });
        const lost = { at: 2.25, customer: "customer-7", dollars: 22.99, status: 500 };
        assert.deepEqual(log.lostOrders, [lost]);
        assert.deepEqual(log.placedOrders, []);
    });

    it("name each order that was placed, and when how many of them waited for shipment", () => {
        const log = new RequestLog(zero);
        log.ended({ ...request, status: 201, orderDollars: 12.98 });
        log.ended({ ...request, status: 406, failure: "status", orderDollars: 104.98 });
        [0, 1, 1, 0].forEach((waiting, second) => {
            log.sampled(zero + second, 10, waiting);
        });
        assert.deepEqual(log.placedOrders, [{ at: 2.25, customer: "customer-7", dollars: 12.98 }]);
        assert.deepEqual(log.waitingShipments, [
            { at: 1, count: 1 },
            { at: 3, count: 0 },
        ]);
    });
});

const pod = {
    ...{ name: "front-end-1", deployment: "front-end", container: "front-end", image: "a:1" },
    ...{ isReady: true, isPending: false, isTerminating: false, restarts: 0, state: "running" },
    ...{ cpuRequestCores: 0.1, cpuLimitCores: 0.3, memoryRequestBytes: 1, cpuSeconds: 1 },
} as unknown as PodSample;

describe("The record's pods", () => {
    const deployments = [{ name: "front-end", desired: 1, available: 1 }];

    it("are told again only when something about a service's has changed", () => {
        const log = new PodLog();
        log.sampled(zero, [pod], deployments);
        log.sampled(zero + 1, [{ ...pod, cpuSeconds: 2 }], deployments);
        log.sampled(zero + 2, [{ ...pod, image: "b:2" }], deployments);
        log.sampled(
            zero + 3,
            [{ ...pod, image: "b:2" }],
            deployments.map((one) => ({ ...one, desired: 0 })),
        );
        const rows = log.rows(zero).map(({ at, desired, pods }) => [at, desired, pods[0]?.image]);
        assert.deepEqual(rows, [
            [0, 1, "a:1"],
            [2, 1, "b:2"],
            [3, 0, "b:2"],
        ]);
    });

    it("are gone with their Deployment", () => {
        const log = new PodLog();
        log.sampled(zero, [pod], deployments);
        log.sampled(zero + 1, [], []);
        assert.deepEqual(log.rows(zero).at(-1), {
            ...{ at: 1, service: "front-end", desired: 0, pods: [] },
        });
    });
});

describe("The record's writes", () => {
    const write: AuditedWrite = {
        ...{ id: "1", at: 500, user: "responder", agent: "kubectl", verb: "patch" },
        ...{ resource: "deployments.apps", subresource: "scale", namespace: "sock-shop" },
        ...{ name: "front-end", uri: "/x?dryRun=All", status: 200, sent: { spec: 1 } },
    };

    it("are those of whoever sits the exam, at the world's time", () => {
        const log = new WriteLog(new Set(["responder"]));
        log.add(write);
        log.add({ ...write, user: "admin" });
        assert.deepEqual(
            log.rows((wall) => wall - 400),
            [
                {
                    ...{ at: 100, agent: "kubectl", verb: "patch", resource: "deployments.apps" },
                    ...{ subresource: "scale", namespace: "sock-shop", name: "front-end" },
                    ...{ status: 200, isDryRun: true, sent: { spec: 1 } },
                },
            ],
        );
    });

    it("stay bounded in a flood, and say what was left out", () => {
        const log = new WriteLog(new Set(["responder"]));
        const large = { ...write, sent: "x".repeat(100_000) };
        for (let at = 0; at < 6000; at++) {
            log.add(large);
        }
        const rows = log.rows((wall) => wall);
        assert.equal(rows.length, 5000);
        assert.equal(rows[0]?.sent, undefined);
        assert.match(log.omitted.join(), /1000 writes/);
    });
});

describe("The record's answers", () => {
    it("have the exam's time, and are bounded: what was left out is said", () => {
        const log = new AnswerLog();
        log.add(zero + 30, "file", "{}");
        assert.match(log.add(zero + 31, "http", "x".repeat(70_000)) ?? "", /does not count/);
        assert.deepEqual(log.rows(zero), [{ at: 30, door: "file", line: "{}" }]);
        assert.deepEqual(log.omitted, ["1 answers were too many or too long to be recorded"]);
    });
});

describe("The record's writes to the account", () => {
    const path = "/api/v1/monitor/7";
    const asked = (method: string, of: string, text = ""): Parameters<AccountLog["add"]>[1] => [
        { method, path: of, text, query: new URLSearchParams(), headers: {} },
        { status: 403 },
        "guest",
    ];

    it("are those that can make the shop look well, also where they were refused", () => {
        const log = new AccountLog();
        log.add(zero + 5, asked("PUT", path, "{}"));
        for (const harmless of [`${path}/search`, "/api/v1/monitor/validate", "/api/v1/series"]) {
            log.add(zero + 6, asked("POST", harmless));
        }
        assert.deepEqual(log.rows(zero), [
            { at: 5, who: "guest", method: "PUT", path, status: 403, body: "{}" },
        ]);
        assert.deepEqual(log.omitted, []);
    });

    it("are bounded: what was left out is said", () => {
        const log = new AccountLog();
        for (let count = 0; count < 1001; count++) {
            log.add(zero, asked("DELETE", path));
        }
        assert.equal(log.rows(zero).length, 1000);
        assert.deepEqual(log.omitted, ["1 writes to the account were too many to be recorded"]);
    });
});
