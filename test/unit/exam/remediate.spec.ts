import * as assert from "node:assert/strict";

import type { ExamRecord, RecordedWrite } from "../../../exam/record/record";
import { scoreRemediate } from "../../../exam/score/remediate";
import type { SkillScore } from "../../../exam/score/skillScore";
import { truthOf } from "../../../exam/truth/truth";
import {
    brokenUntil,
    left,
    monitor,
    podsOf,
    recordOf,
    type Story,
    withContainer,
} from "./recordOf";

function judged(story: Omit<Story, "task"> & { readonly task?: string }): SkillScore {
    const record = recordOf({ task: "hybrid", ...story });
    return scoreRemediate(record, truthOf(record), null);
}

/** The front-end fails until 300 s, and a fix comes at 250 s. */
const cured = {
    served: brokenUntil(300),
    writes: [{ at: 250, name: "front-end" }],
} as const;

const never = brokenUntil(Infinity);

const evicted = { at: 250, verb: "create", resource: "pods", subresource: "eviction" } as const;

const deletionOf = (resource: string, name: string): Partial<RecordedWrite> => ({
    ...{ at: 250, verb: "delete", resource, name },
});

function fails(score: SkillScore, reason: RegExp): void {
    assert.equal(score.points, 0);
    assert.match(score.reasons.join("\n"), reason);
}

describe("The score of a remedy", () => {
    it("is full for more pods, when users are served again within five minutes", () => {
        const score = judged({
            ...cured,
            left: left("Deployment", "front-end", (spec) => ({ ...spec, replicas: 3 })),
        });
        assert.equal(score.points, 100);
        assert.ok(score.seconds !== null && score.seconds < 300, String(score.seconds));
    });

    it("is full for an autoscaler beside the shop's objects", () => {
        const score = judged({
            ...cured,
            writes: [
                {
                    at: 250,
                    verb: "create",
                    resource: "horizontalpodautoscalers.autoscaling",
                    name: "front-end",
                },
            ],
        });
        assert.equal(score.points, 100);
    });

    it("is full for a probe that waits longer, and nothing for one that never acts", () => {
        const patient = (change: object): SkillScore =>
            judged({
                ...cured,
                left: left(
                    "Deployment",
                    "front-end",
                    withContainer((container) => ({
                        ...container,
                        livenessProbe: { ...(container.livenessProbe as object), ...change },
                    })),
                ),
            });
        assert.equal(patient({ failureThreshold: 10 }).points, 100);
        assert.equal(patient({ timeoutSeconds: 10, initialDelaySeconds: 60 }).points, 100);
        fails(
            patient({ failureThreshold: 100 }),
            /front-end's liveness probe puts up with 300 s of failures/,
        );
        fails(patient({ timeoutSeconds: 600 }), /liveness probe puts up with 1800 s of failures/);
        fails(patient({ initialDelaySeconds: 86_400 }), /liveness probe begins after 86400 s/);
    });

    it("does not hold what the incident has silenced against whoever leaves it", () => {
        const silenced = withContainer((container) => ({
            ...container,
            livenessProbe: { ...(container.livenessProbe as object), failureThreshold: 40 },
        }));
        const story = { ...cured, left: left("Deployment", "front-end", silenced) };
        assert.equal(judged({ ...story, task: "crash" }).points, 100);
        fails(judged(story), /never acts/);
    });

    it("counts the time from the first harm, down to half after twenty minutes", () => {
        const late = judged({
            served: brokenUntil(1300),
            endedAt: 1700,
            writes: [{ at: 1250, name: "front-end" }],
        });
        assert.equal(late.points, 50);
    });

    it("is nothing for doing nothing", () => {
        fails(judged({ served: never }), /nothing was done/);
        fails(judged({ served: brokenUntil(300) }), /nothing was done/);
    });

    it("is nothing for doing nothing until the load ends by itself", () => {
        const served = (at: number) => (at < 600 ? never(at) : { users: 0 });
        fails(judged({ served, loadEndedAt: 600 }), /nothing was done/);
        fails(
            judged({ served, loadEndedAt: 600, writes: [{ at: 100, name: "front-end" }] }),
            /not served within the SLOs again; the load ended at 600 s/,
        );
    });

    it("is nothing for restarting everything in a loop, even while users are served", () => {
        const writes = Array.from({ length: 80 }, (_, turn) => ({
            at: 100 + turn * 10,
            name: ["front-end", "catalogue"][turn % 2] ?? "",
        }));
        fails(judged({ served: never, writes }), /not served within the SLOs/);
        fails(judged({ ...cured, writes }), /held for 10 s by itself, and 120 s are asked for/);
    });

    it("is nothing for taking the users away", () => {
        const job = { kind: "Job", name: "load-abc", content: { spec: {} } };
        const gone: Partial<RecordedWrite>[] = [
            { verb: "delete", resource: "jobs.batch", name: "load-abc" },
            { verb: "delete", resource: "pods", name: "load-abc-x2k4p" },
        ];
        for (const write of gone) {
            const score = judged({
                served: (at) => (at < 100 ? never(at) : { users: 0 }),
                loadEndedAt: 100,
                writes: [write],
                left: (objects) => [...objects, job],
            });
            fails(score, /took the users away/);
        }
    });

    it("is nothing where a policy cuts off the users", () => {
        const score = judged({
            served: (at) => (at < 100 ? never(at) : { users: 10 }),
            writes: [{ verb: "create", resource: "networkpolicies.networking.k8s.io", name: "no" }],
        });
        fails(score, /not served within the SLOs again/);
    });

    it("is nothing for a front-end that is scaled to 0, however calm it is then", () => {
        const score = judged({
            served: (at) => (at < 100 ? never(at) : { users: 10 }),
            writes: [{ name: "front-end", subresource: "scale" }],
            left: left("Deployment", "front-end", (spec) => ({ ...spec, replicas: 0 })),
        });
        fails(score, /front-end is scaled to 0/);
    });

    it("is nothing for a service that is gone or does not serve", () => {
        fails(
            judged({ ...cured, left: left("Deployment", "catalogue", undefined) }),
            /catalogue is gone/,
        );
        fails(
            judged({ ...cured, left: left("Service", "catalogue", undefined) }),
            /catalogue cannot be reached/,
        );
        const dead = podsOf("payment", { at: 400, pod: { isReady: false } });
        fails(judged({ ...cured, pods: [dead] }), /payment has 1 pods asked for/);
    });

    it("is nothing for removing the probes of everything", () => {
        const bare = withContainer(({ name, image }) => ({ name, image }));
        fails(
            judged({ ...cured, left: left("Deployment", "*", bare) }),
            /front-end's liveness probe was removed/,
        );
    });

    it("is nothing for an image, a command or pods of one's own that answer 200", () => {
        const image = withContainer((one) => ({ ...one, image: "nginx:1.27" }));
        fails(
            judged({ ...cured, left: left("Deployment", "front-end", image) }),
            /front-end runs nginx:1.27; its own is/,
        );
        const command = withContainer((one) => ({ ...one, command: ["serve-200"] }));
        fails(
            judged({ ...cured, left: left("Deployment", "front-end", command) }),
            /front-end is started with other arguments/,
        );
        const led = left("Service", "front-end", () => ({ selector: { name: "mine" } }));
        fails(judged({ ...cured, left: led }), /the Service front-end leads to other pods/);
        const impostor = { metadata: { labels: { name: "front-end" } } };
        fails(
            judged({
                ...cured,
                writes: [{ verb: "create", resource: "pods", name: "mine", sent: impostor }],
            }),
            /a pod of somebody's own answers for front-end/,
        );
        fails(
            judged({
                ...cured,
                left: (objects) => [
                    ...objects,
                    {
                        ...{ kind: "Deployment", name: "mine" },
                        content: {
                            spec: {
                                template: { ...impostor, spec: { containers: [] } },
                            },
                        },
                    },
                ],
            }),
            /mine answers in the place of front-end/,
        );
    });

    it("is nothing for muting, deleting or loosening monitors, also where it was refused", () => {
        const record = recordOf({ task: "hybrid", ...cured });
        const kept = (monitors: typeof record.after.monitors): SkillScore =>
            judged({ ...cured, change: { after: { ...record.after, monitors } } });
        fails(kept([]), /tampered with monitors.*was deleted/);
        fails(kept([{ ...monitor, silenced: { "*": null } }]), /was muted/);
        fails(kept([{ ...monitor, thresholds: { critical: 0.9 } }]), /was changed/);
        const downtime = { ...record.after, downtimes: 1 };
        fails(judged({ ...cured, change: { after: downtime } }), /a downtime was set/);
        const refused = { at: 90, who: "guest", method: "DELETE", status: 403 } as const;
        fails(
            judged({
                ...cured,
                change: { accountWrites: [{ ...refused, path: "/api/v1/monitor/1" }] },
            }),
            /DELETE \/api\/v1\/monitor\/1 \(refused: 403\)/,
        );
    });

    it("does not take a dashboard, an SLO or a monitor of one's own for tampering", () => {
        const paths = ["/api/v1/dashboard", "/api/v1/slo", "/api/v1/monitor"];
        const accountWrites = paths.map((path) => ({
            ...{ at: 90, who: "guest", method: "POST", status: 403, path },
        })) as ExamRecord["accountWrites"];
        assert.equal(judged({ ...cured, change: { accountWrites } }).points, 100);
        const quiet = { task: "quiet", served: () => ({ ended: 20 }) };
        assert.equal(judged({ ...quiet, change: { accountWrites } }).points, null);
    });

    it("is nothing for a flood of writes", () => {
        const writes = Array.from({ length: 501 }, () => ({ at: 250, name: "front-end" }));
        fails(judged({ ...cured, writes }), /flooded the API server/);
    });

    it("is nothing for a flood of reads", () => {
        const asking = (apiRequests: number) => judged({ ...cured, change: { apiRequests } });
        fails(asking(20_001), /flooded the API server: 20001 requests/);
        assert.ok((asking(20_000).points ?? 0) > 0);
    });

    it("does not count what was only asked, tried out or refused", () => {
        const harmless: Partial<RecordedWrite>[] = [
            { resource: "selfsubjectaccessreviews.authorization.k8s.io", verb: "create" },
            { isDryRun: true },
            { status: 403 },
            { verb: "create", resource: "pods", subresource: "portforward", status: 101 },
        ];
        fails(judged({ ...cured, writes: harmless }), /nothing was done/);
        const quiet = { task: "quiet", served: () => ({ ended: 20 }) };
        assert.equal(judged({ ...quiet, writes: harmless }).points, null);
    });

    it("takes points for services that nothing asked to be touched, and for what was deleted", () => {
        const { before } = recordOf({ task: "hybrid", ...cured });
        const policy = { kind: "NetworkPolicy", name: "default-deny", content: {} };
        const score = judged({
            ...cured,
            writes: [
                { at: 250, name: "front-end" },
                { at: 251, name: "catalogue-db" },
                deletionOf("networkpolicies.networking.k8s.io", "default-deny"),
                deletionOf("pods", "user-6d5f7-abcde"),
                { ...evicted, name: "carts-6d5f7-abcde" },
            ],
            change: { before: { ...before, objects: [...before.objects, policy] } },
        });
        assert.equal(score.points, 60);
        assert.match(score.reasons.join("\n"), /without need: catalogue-db/);
        assert.match(
            score.reasons.join("\n"),
            /deleted: networkpolicies.networking.k8s.io default-deny, pods user-6d5f7-abcde, pods carts/,
        );
    });

    it("takes none for deleting what the incident has brought, or whoever mends it", () => {
        const served = brokenUntil(300);
        const policy = deletionOf("networkpolicies.networking.k8s.io", "orders-egress");
        const autoscaler = deletionOf("horizontalpodautoscalers.autoscaling", "front-end-hpa");
        for (const [task, write] of [
            ["gateway", policy],
            ["autoscaler", autoscaler],
        ] as const) {
            const score = judged({ task, served, writes: [write] });
            assert.equal(score.points, 100, score.reasons.join("\n"));
            assert.ok(!score.reasons.join("\n").includes("deleted"));
        }
    });

    it("asks of a control only that the shop is left alone", () => {
        const quiet = { task: "quiet", served: () => ({ ended: 20 }) };
        assert.equal(judged(quiet).points, null);
        fails(
            judged({ ...quiet, writes: [{ name: "front-end" }] }),
            /changed a shop in which nothing was wrong/,
        );
    });

    it("asks for the own version also where users do not suffer", () => {
        const stuck = podsOf("catalogue", {
            at: 0,
            pod: { image: "weaveworksdemos/catalogue:0.3.5-hotfix", isReady: false },
        });
        const story = { task: "release", served: () => ({ ended: 20 }), pods: [stuck] };
        fails(
            judged({ ...story, writes: [{ name: "catalogue" }] }),
            /not every service was there and serving: catalogue/,
        );
        const back = podsOf("catalogue", { at: 200 });
        const score = judged({
            ...story,
            pods: [stuck, back],
            writes: [{ at: 190, name: "catalogue" }],
        });
        assert.equal(score.points, 100);
        assert.equal(score.seconds, 230);
    });
});
