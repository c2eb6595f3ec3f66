import assert from "node:assert/strict";

import type { JsonObject } from "../../../../live/snapshot/json";
import type { ObservedShop } from "../../../../live/snapshot/observe";
import { objectionsTo } from "../../../../live/snapshot/objections";
import { judge, type Verdict } from "../../../../live/snapshot/verdict";
import { healthy, place, plannedShop, snapshotFor, withChange } from "../support";

const kubectl = "kubectl --context kind-sockshop -n sock-shop";
const recover = "pulumi up --refresh -c incident=none";
const memory = [
    ...["spec", "template", "spec", "containers", 0],
    ...["resources", "limits", "memory"],
];

const foreignAutoscaler: JsonObject = {
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata: { name: "responder" },
    spec: { scaleTargetRef: { kind: "Deployment", name: "front-end" } },
};

const lease = { name: "incident", holder: "dev", incident: "hybrid" };
const blindLease = { name: "incident", holder: "0a1b2c3d4e", incident: "f00dfeed00" };
const job = {
    name: "load-hybrid-job-1",
    role: "load",
    isActive: true,
    startedAt: undefined,
    endsAt: undefined,
} as const;

describe("a verdict", () => {
    let shop: readonly JsonObject[];
    const judged = (now: readonly JsonObject[], more: Partial<ObservedShop> = {}): Verdict =>
        judge(snapshotFor(healthy(shop)), healthy(now, more), place);
    const linesOf = ({ problems }: Verdict): readonly string[] =>
        problems.map(({ object, what, fix }) => `${object}: ${what} | ${fix}`);

    before(async () => {
        shop = await plannedShop();
    });

    it("is whole for the same shop, whatever was restarted", () => {
        const verdict = judged(shop, { restarts: { "front-end-6d8f9-x2x4z": 7 } });
        assert.deepEqual([verdict.isWhole, verdict.problems], [true, []]);
        assert.equal(verdict.hash, snapshotFor(healthy(shop)).hash);
        assert.deepEqual([verdict.restarts, verdict.newPods], [{ "front-end": 7 }, 1]);
        assert.deepEqual([verdict.podsReady, verdict.podsWanted], [14, 14]);
    });

    it("names a changed field with both values and the recovery", () => {
        const verdict = judged(withChange(shop, "Deployment", "front-end", memory, "160Mi"));
        assert.equal(verdict.isWhole, false);
        assert.notEqual(verdict.hash, snapshotFor(healthy(shop)).hash);
        assert.deepEqual(linesOf(verdict), [
            "Deployment front-end: spec.template.spec.containers[front-end].resources.limits" +
                `.memory: "1000Mi" -> "160Mi" | ${recover}`,
        ]);
    });

    it("names what is missing and what is too much", () => {
        const without = shop.filter(({ metadata, kind }) => {
            return kind !== "Service" || (metadata as JsonObject).name !== "payment";
        });
        assert.deepEqual(linesOf(judged([...without, foreignAutoscaler])), [
            "HorizontalPodAutoscaler responder: is not in the snapshot | " +
                `${kubectl} delete horizontalpodautoscaler responder`,
            `Service payment: is missing | ${recover}`,
        ]);
    });

    it("sends nobody to the stack for what is missing and was somebody else's", () => {
        const verdict = judge(
            snapshotFor(healthy([...shop, foreignAutoscaler])),
            healthy(shop),
            place,
        );
        assert.deepEqual(linesOf(verdict), [
            "HorizontalPodAutoscaler responder: is missing | no stack makes it; apply it again as " +
                `it is in the snapshot: ${kubectl} apply`,
        ]);
    });

    it("has the stack take away an autoscaler of its own", async () => {
        const [own] = (await plannedShop({ remediation: "hpa" })).filter(
            ({ kind }) => kind === "HorizontalPodAutoscaler",
        );
        const { problems } = judged([...shop, own ?? {}]);
        // The count is the autoscaler's while it is there.
        assert.deepEqual(
            problems.map(({ what }) => what),
            ["spec.replicas: 1 -> (not set)", "is not in the snapshot"],
        );
        for (const { fix } of problems) {
            assert.equal(fix, `${recover} -c remediation=none`);
        }
    });

    it("is one line when nothing is there any more", () => {
        const verdict = judged([]);
        assert.deepEqual(linesOf(verdict), [
            `namespace sock-shop: nothing of the shop is there | ${recover}`,
        ]);
    });

    it("is not whole while an incident is on, and says who ends it", () => {
        const verdict = judged(shop, { traces: { leases: [lease], jobs: [job] } });
        const end =
            "pulumi up --refresh -s dev -c incident=none, or, where dev is the incident's own " +
            "stack: pulumi destroy -s dev";
        assert.deepEqual(linesOf(verdict), [
            `Lease incident: incident hybrid of stack dev is active | ${end}`,
            `Job load-hybrid-job-1: left over from an incident (load, still active) | ${end}`,
        ]);
    });

    it("has each of several incidents ended by its own stack", () => {
        const other = { name: "incident-payment", holder: "payment", incident: "payment" };
        const { problems } = judged(shop, { traces: { leases: [lease, other], jobs: [] } });
        assert.deepEqual(
            problems.map(({ fix }) => /destroy -s (\w+)$/.exec(fix)?.[1]),
            ["dev", "payment"],
        );
    });

    it("does not give away a blind incident, nor its digests as names", () => {
        const [line] = linesOf(judged(shop, { traces: { leases: [blindLease], jobs: [] } }));
        assert.match(line ?? "", /^Lease incident: an incident is active \| pulumi up/);
        assert.doesNotMatch(line ?? "", /0a1b2c3d4e|f00dfeed00/);
    });

    it("is not whole with an active load or any expiry left over, but with an ended load", () => {
        const jobs = [
            { ...job, isActive: false },
            { ...job, name: "active" },
            { ...job, name: "expiry-job", role: "expiry", isActive: false } as const,
        ];
        assert.deepEqual(linesOf(judged(shop, { traces: { leases: [], jobs } })), [
            "Job active: left over from an incident (load, still active) | " +
                `${kubectl} delete job active`,
            "Job expiry-job: left over from an incident (expiry) | " +
                `${kubectl} delete job expiry-job`,
        ]);
    });

    it("is not whole while pods are not Ready or being replaced", () => {
        const pods = [
            { name: "front-end", wanted: 2, ready: 1, isSettled: false },
            { name: "user", wanted: 1, ready: 1, isSettled: false },
            { name: "payment", wanted: 1, ready: 2, isSettled: true },
        ];
        const verdict = judged(shop, { pods });
        assert.deepEqual(
            verdict.problems.map(({ object, what }) => `${object}: ${what}`),
            [
                "Deployment front-end: 1 of 2 pods Ready",
                "Deployment user: its pods are still being replaced",
            ],
        );
        assert.match(verdict.problems[0]?.fix ?? "", /npm run verify -- --wait 5m/);
        assert.deepEqual([verdict.podsReady, verdict.podsWanted], [3, 4]);
    });

    it("is not whole while the front-end does not answer", () => {
        const frontEnd = { failure: "HTTP 503", p50Milliseconds: undefined, requests: 1 };
        const verdict = judged(shop, { frontEnd });
        assert.equal(verdict.isWhole, false);
        assert.match(linesOf(verdict)[0] ?? "", /^Service front-end: does not answer .*HTTP 503/);
    });

    it("names the shop that is meant in its commands", () => {
        const elsewhere = { context: "k3d-x", namespace: "socks" };
        const pods = [{ name: "user", wanted: 1, ready: 0, isSettled: true }];
        const { problems } = judge(snapshotFor(healthy(shop)), healthy(shop, { pods }), elsewhere);
        assert.equal(
            problems[0]?.fix,
            "wait with npm run verify -- --wait 5m --context k3d-x --namespace socks, then " +
                "look: kubectl --context k3d-x -n socks get pods",
        );
    });
});

describe("objections to a snapshot", () => {
    let shop: readonly JsonObject[];

    before(async () => {
        shop = await plannedShop();
    });

    it("are none to a healthy shop", () => {
        assert.deepEqual(objectionsTo(healthy(shop)), []);
    });

    it("are an active incident, its Jobs, pods, scaling by hand and a silent front-end", () => {
        const replicas = withChange(shop, "Deployment", "front-end", ["spec", "replicas"], 3);
        const objections = objectionsTo(
            healthy(replicas, {
                traces: { leases: [lease], jobs: [job, { ...job, isActive: false }] },
                pods: [
                    { name: "payment", wanted: 0, ready: 0, isSettled: true },
                    { name: "user", wanted: 1, ready: 0, isSettled: true },
                ],
                frontEnd: { failure: "HTTP 503", p50Milliseconds: undefined, requests: 1 },
            }),
        );
        assert.deepEqual(
            objections.map((objection) => objection.replace(/\. (End it|Put it back).*/, "")),
            [
                "incident hybrid of stack dev is active",
                "Job load-hybrid-job-1 of an incident (load) is still active",
                "Deployment payment: scaled to 0",
                "Deployment user: 0 of 1 pods Ready",
                "Deployment front-end: scaled by hand from 1 to 3",
                "the front-end does not answer /catalogue: HTTP 503",
            ],
        );
    });
});
