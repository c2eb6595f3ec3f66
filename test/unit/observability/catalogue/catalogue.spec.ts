import assert from "node:assert/strict";

import { monitors } from "../../../../components/observability/catalogue/catalogue";
import {
    latencySources,
    type Monitor,
    signals,
} from "../../../../components/observability/catalogue/definition";
import { rejected } from "../../../../components/observability/catalogue/rejected";
import { slos } from "../../../../components/observability/catalogue/slos";
import { parseMonitorQuery } from "../../../../components/observability/query/parse";
import { compositeParts } from "../../../../components/observability/query/walk";
import { scenarios } from "../../../../scenarios/registry";
import { scopeWith } from "../scope";

const all = monitors(scopeWith());

function monitor(id: string, from = all): Monitor {
    const found = from.find((one) => one.id === id);
    assert.ok(found, `there is no monitor ${id}`);
    return found;
}

describe("the monitors", () => {
    it("cover what the issue lists, grouped by signal", () => {
        const bySignal = signals.map((signal) => [
            signal,
            ...all.filter((one) => one.signal === signal).map(({ id }) => id),
        ]);
        assert.deepEqual(bySignal, [
            ["cpu", "front-end-cpu-usage", "front-end-cpu-of-limit", "front-end-cpu-throttling"],
            ["memory", "front-end-memory-of-limit", "front-end-oom-killed"],
            [
                "restarts",
                "front-end-restarts",
                "backend-restarts",
                "front-end-crash-loop",
                "front-end-liveness-failures",
                "front-end-back-off-events",
            ],
            [
                "latency",
                "shop-latency-p95",
                "shop-response-time",
                "front-end-requests-in-flight",
                "shop-latency-burn",
            ],
            ["failures", "shop-failure-rate"],
            ["payment", "payment-unavailable", "failed-orders"],
            ["availability", "containers-running-dropped", "shop-availability-burn"],
            [
                "composites",
                "incident-crash",
                "incident-hybrid",
                "incident-latency",
                "incident-payment",
            ],
        ]);
    });

    for (const { id, expectedMonitors } of Object.values(scenarios)) {
        it(`contain what ${id} expects, and say that it goes off there`, () => {
            for (const expected of expectedMonitors) {
                assert.ok(monitor(expected).firesIn.includes(id), expected);
            }
        });

        it(`have one composite that names ${id}, and only in ${id}`, () => {
            const naming = all.filter(
                ({ namesIncident, firesIn }) => namesIncident && firesIn.includes(id),
            );
            assert.deepEqual(
                naming.map((one) => [one.id, one.firesIn, one.mayFireIn]),
                [[`incident-${id}`, [id], []]],
            );
        });

        it(`agree on ${id} with the composite that names it`, () => {
            const query = parseMonitorQuery(monitor(`incident-${id}`).query);
            assert.ok(query.kind === "composite");
            for (const part of compositeParts(query.expression)) {
                const { firesIn, mayFireIn } = monitor(part.id);
                const [expected, forbidden] = [firesIn.includes(id), mayFireIn.includes(id)];
                assert.equal(expected, !part.isNegated, part.id);
                assert.ok(!forbidden || expected, part.id);
            }
        });

        it(`tell ${id} from every other incident by at least one symptom`, () => {
            const query = parseMonitorQuery(monitor(`incident-${id}`).query);
            assert.ok(query.kind === "composite");
            const parts = compositeParts(query.expression);
            for (const other of Object.keys(scenarios).filter((one) => one !== id)) {
                const contradiction = parts.some((part) => {
                    const { firesIn, mayFireIn } = monitor(part.id);
                    return part.isNegated
                        ? firesIn.includes(other)
                        : ![...firesIn, ...mayFireIn].includes(other);
                });
                assert.ok(contradiction, `${id} could be taken for ${other}`);
            }
        });
    }

    it("go off in incidents that exist, and nowhere both for sure and perhaps", () => {
        for (const { id, firesIn, mayFireIn } of all) {
            const named = [...firesIn, ...mayFireIn];
            assert.deepEqual(
                named.filter((one) => !(one in scenarios)),
                [],
                id,
            );
            assert.equal(new Set(named).size, named.length, id);
        }
    });

    it("say why, what it means and what to do, in sentences", () => {
        for (const { id, why, message } of all) {
            for (const text of [why, message.meaning]) {
                assert.match(text, /^[A-Z0-9].{20,}\.\)?$/s, id);
            }
            assert.ok(message.checkFirst.length > 0, id);
        }
    });

    it("are bound to the namespace that is asked for, wherever it is written", () => {
        for (const source of latencySources) {
            const text = JSON.stringify(monitors(scopeWith(source, "other-shop")));
            assert.ok(!text.includes("sock-shop"), source);
            assert.ok(text.includes("kube_namespace:other-shop"));
        }
    });

    it("carry signal, service and env as tags", () => {
        assert.deepEqual(monitor("failed-orders").tags, [
            "signal:payment",
            "service:orders",
            "env:dev",
        ]);
        assert.deepEqual(monitor("shop-failure-rate").tags, [
            "signal:failures",
            "service:shop",
            "env:dev",
        ]);
    });

    it("always say whether a full window is needed, because provider and API differ", () => {
        for (const { id, type, options } of all) {
            assert.equal(options.requireFullWindow !== undefined, type === "query alert", id);
        }
    });
});

describe("what depends on the source of response times", () => {
    it("is left out where the source does not have it", () => {
        for (const [source, isThere] of [
            ["openmetrics", true],
            ["logs", false],
            ["apm", false],
        ] as const) {
            const ids = monitors(scopeWith(source)).map(({ id }) => id);
            assert.equal(ids.includes("front-end-requests-in-flight"), isThere, source);
            assert.ok(ids.includes("shop-latency-p95"));
        }
    });
});

describe("the SLOs", () => {
    it("are availability for users and latency at the server, with their targets", () => {
        assert.deepEqual(
            slos(scopeWith()).map((one) => [one.id, one.formula, one.threshold, one.target]),
            [
                ["availability", "failures / requests", 0.05, 99.9],
                ["latency", "p95", 1, 99.5],
            ],
        );
        assert.equal(slos(scopeWith("logs"))[1]?.threshold, 1000);
    });
});

describe("what is not taken over from the guides", () => {
    it("has a reason, and monitors that do what was meant", () => {
        for (const { original, why, replacedBy } of rejected) {
            assert.ok(why.length > 40, original);
            assert.ok(replacedBy.length > 0, original);
            for (const id of replacedBy) {
                monitor(id);
            }
        }
        assert.equal(new Set(rejected.map(({ original }) => original)).size, rejected.length);
    });
});
