import assert from "node:assert/strict";

import type { Evidence } from "../../../evidence/evidence";
import type { Symptom } from "../../../scenarios/scenario";
import { scenarios } from "../../../scenarios/registry";
import { contractVerdict, isWithin } from "../../../verdict/contract";
import { row, sample, series } from "../evidence/sample";

const { hybrid, payment, crash } = scenarios;
assert.ok(hybrid && payment && crash);

function valueOf(evidence: Evidence, symptom: Omit<Symptom, "meaning">): number | null | undefined {
    assert.ok(hybrid);
    const { load } = hybrid;
    const verdict = contractVerdict({ load, symptoms: [{ meaning: "", ...symptom }] }, evidence);
    return verdict.symptoms[0]?.value;
}

const restarts = (
    deployment: string,
    pod: string,
    points: readonly (readonly [number, number])[],
): ReturnType<typeof series> =>
    series(
        "kubernetes.containers.restarts",
        { kube_deployment: deployment, pod_name: pod },
        points,
    );

describe("the figures of a symptom contract", () => {
    it("count restarts since the load began, of pods that came and went", () => {
        const evidence = sample({
            series: [
                // Three of them were there before.
                restarts("front-end", "front-end-1", [
                    [-30, 3],
                    [0, 3],
                    [30, 5],
                ]),
                restarts("front-end", "front-end-2", [
                    [45, 1],
                    [60, 2],
                ]),
                restarts("carts", "carts-1", [
                    [-30, 0],
                    [15, 1],
                ]),
            ],
        });
        assert.equal(valueOf(evidence, { figure: "restarts", service: "front-end" }), 4);
        assert.equal(valueOf(evidence, { figure: "restarts", exceptService: "front-end" }), 1);
        assert.equal(valueOf(evidence, { figure: "restarts" }), 5);
    });

    it("do not count the load generator's own restarts", () => {
        const generator = series("kubernetes.containers.restarts", { pod_name: "load-1" }, [
            [0, 0],
            [30, 1],
        ]);
        const evidence = sample({ series: [generator] });
        assert.equal(valueOf(evidence, { figure: "restarts", exceptService: "front-end" }), 0);
    });

    it("count each time that a container began to wait in a crash loop", () => {
        const waiting = series(
            "kubernetes_state.container.status_report.count.waiting",
            { kube_deployment: "front-end", reason: "crashloopbackoff" },
            [
                [15, 1],
                [30, 1],
                [90, 1],
                [150, 1],
                [165, 1],
            ],
        );
        const figure = "crashLoopBackOffs";
        assert.equal(valueOf(sample({ series: [waiting] }), { figure }), 3);
    });

    it("count kills for memory by the restarts that follow them", () => {
        const killed = series(
            "kubernetes.containers.last_state.terminated",
            { kube_deployment: "front-end", pod_name: "front-end-1", reason: "oomkilled" },
            [15, 30, 45, 60].map((time) => [time, 1] as const),
        );
        const evidence = sample({
            series: [
                killed,
                restarts("front-end", "front-end-1", [
                    [0, 0],
                    [15, 1],
                    [45, 2],
                    [60, 3],
                ]),
            ],
        });
        assert.equal(valueOf(evidence, { figure: "oomKills" }), 3);
    });

    it("tell orders from the rest", () => {
        const requests = {
            ...sample().requests,
            rows: [row("POST", "Place Order", 3, [9, 9, 9, 9]), row("GET", "Log In", 1, [9, 9])],
            total: row("", "Aggregated", 4, [9, 9, 9, 9, 9, 9]),
        };
        assert.ok(payment);
        const { symptoms } = contractVerdict(payment, sample({ requests }));
        const value = (figure: string): number | null | undefined =>
            symptoms.find(({ symptom }) => symptom.figure === figure)?.value;
        assert.equal(value("orderFailureRatio"), 0.75);
        assert.equal(value("browseFailureRatio"), 0.5);
    });

    it("are null, and the symptom unmet, where the evidence cannot tell", () => {
        assert.ok(payment);
        const verdict = contractVerdict(payment, sample());
        const orders = verdict.symptoms.find(
            ({ symptom }) => symptom.figure === "orderFailureRatio",
        );
        assert.deepEqual([orders?.value, orders?.isMet, verdict.isMet], [null, false, false]);
    });

    it("take the users' 95th percentile", () => {
        const requests = { ...sample().requests, total: row("", "Aggregated", 0, [100, 2_000]) };
        const value = valueOf(sample({ requests }), { figure: "p95ResponseTimeMs" }) ?? 0;
        assert.ok(Math.abs(value - 100) < 1, String(value));
    });
});

describe("the bounds of a symptom", () => {
    const cases: readonly (readonly [Partial<Symptom>, number, boolean])[] = [
        [{ atLeast: 5, atMost: 10 }, 5, true],
        [{ atLeast: 5, atMost: 10 }, 10, true],
        [{ atLeast: 5, atMost: 10 }, 11, false],
        [{ above: 0.6 }, 0.6, false],
        [{ above: 0.6 }, 0.61, true],
        [{ below: 0.05 }, 0.05, false],
        [{ below: 0.05 }, 0, true],
        [{ atMost: 0 }, 0, true],
        [{ atMost: 0 }, 1, false],
    ];
    for (const [bounds, value, isMet] of cases) {
        it(`${JSON.stringify(bounds)}: ${value} is ${isMet ? "inside" : "outside"}`, () => {
            const symptom: Symptom = { figure: "restarts", meaning: "", ...bounds };
            assert.equal(isWithin(symptom, value), isMet);
        });
    }

    it("are told in words", () => {
        assert.ok(hybrid);
        const { symptoms } = contractVerdict(hybrid, sample());
        assert.deepEqual(
            symptoms.map(({ bounds }) => bounds),
            ["5 to 10", "at most 0", "above 0.6"],
        );
    });
});
