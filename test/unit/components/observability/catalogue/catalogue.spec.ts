import assert from "node:assert/strict";
import { join } from "node:path";

import {
    type Monitor,
    signals,
} from "../../../../../components/observability/catalogue/definition";
import { latencySources } from "../../../../../components/settings/datadog";
import { rejected } from "../../../../../pages/rejected";
import { slos } from "../../../../../components/observability/catalogue/slos";
import { parseMonitorQuery } from "../../../../../datadog/query/parse";
import { compositeParts } from "../../../../../datadog/query/walk";
import { monitors } from "../../../../../components/observability/catalogue/catalogue";
import { logViews } from "../../../../../components/observability/catalogue/logViews";
import { checkCatalogue } from "../../../../../datadog/check/catalogue";
import { isRefused } from "../../../../../datadog/check/finding";
import { tellingTexts } from "../tellingTexts";
import { presets } from "../../../../../components/observability/dashboard/variables";
import { registryOf } from "../../../../../scenarios/registry";
import { context, incidents, monitorsIn, scopeWith } from "../scope";

const all = monitorsIn();

function monitor(id: string, from = all): Monitor {
    const found = from.find((one) => one.id === id);
    assert.ok(found, `there is no monitor ${id}`);
    return found;
}

describe("the monitors", () => {
    it("each have an incident, and so a runbook to link to", () => {
        const without = all.filter(
            ({ firesIn, mayFireIn }) => firesIn.length + mayFireIn.length === 0,
        );
        assert.deepEqual(
            without.map(({ id }) => id),
            [],
        );
    });

    it("cover what the issue lists, grouped by signal", () => {
        const bySignal = signals.map((signal) => [
            signal,
            ...all.filter((one) => one.signal === signal).map(({ id }) => id),
        ]);
        assert.deepEqual(bySignal, [
            [
                "cpu",
                "front-end-cpu-usage",
                "front-end-cpu-of-limit",
                "front-end-cpu-throttling",
                "database-cpu-throttling",
            ],
            ["memory", "front-end-memory-of-limit", "front-end-oom-killed", "backend-oom-killed"],
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
            ["failures", "shop-failure-rate", "order-errors", "catalogue-database-errors"],
            ["payment", "payment-unavailable", "failed-orders", "order-timeouts", "order-refusals"],
            [
                "shipments",
                "shipping-queue-depth",
                "shipping-queue-unread",
                "shipments-behind-orders",
            ],
            [
                "availability",
                "containers-running-dropped",
                "service-unavailable",
                "session-store-unavailable",
                "image-pull-errors",
                "autoscaler-memory-calm",
                "shop-availability-burn",
            ],
            ["composites", ...incidents.map(({ id }) => `incident-${id}`)],
        ]);
    });

    for (const { id, monitors } of incidents) {
        it(`contain what ${id} expects, each once`, () => {
            const named = [...monitors.mustFire.map((one) => one.monitor), ...monitors.mayFire];
            for (const one of named) {
                monitor(one);
            }
            assert.equal(new Set(named).size, named.length);
        });

        it(`have one composite that names ${id}, and must go off in ${id} only`, () => {
            const naming = all.filter(
                ({ namesIncident, firesIn }) => namesIncident && firesIn.includes(id),
            );
            assert.deepEqual(
                naming.map((one) => [one.id, one.firesIn, one.mayFireIn]),
                [[`incident-${id}`, [id], []]],
            );
        });

        it(`give the composite of ${id} at least as long as each of its symptoms`, () => {
            const within = (one: string): number =>
                monitors.mustFire.find(({ monitor: name }) => name === one)?.withinSeconds ?? NaN;
            const query = parseMonitorQuery(monitor(`incident-${id}`).query);
            assert.ok(query.kind === "composite");
            for (const part of compositeParts(query.expression)) {
                assert.ok(part.isNegated || within(part.id) <= within(`incident-${id}`), part.id);
            }
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
    }

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
            const text = JSON.stringify(monitorsIn(scopeWith(source, "other-shop"))).replaceAll(
                "service:sock-shop",
                "",
            );
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
            "service:sock-shop",
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
            const ids = monitorsIn(scopeWith(source)).map(({ id }) => id);
            assert.equal(ids.includes("front-end-requests-in-flight"), isThere, source);
            assert.ok(ids.includes("shop-latency-p95"));
        }
    });
});

describe("a fifth incident", () => {
    const { outage } = registryOf(join(__dirname, "..", "..", "..", "..", "fixtures", "incidents"));
    assert.ok(outage);
    const more = [...incidents, outage];

    it("brings the composite that names it, and its evidence to the other monitors", () => {
        const found = monitors(scopeWith(), more);
        assert.equal(found.length, all.length + 1);
        assert.deepEqual(
            found.filter(({ firesIn }) => firesIn.includes("outage")).map(({ id }) => id),
            [
                "shop-failure-rate",
                "containers-running-dropped",
                "service-unavailable",
                "incident-outage",
            ],
        );
        const findings = checkCatalogue(found, slos(scopeWith()), context);
        assert.deepEqual(findings.filter(isRefused), []);
    });

    it("brings its view and its preset, blind under names that do not tell it", () => {
        const views = logViews({ namespace: "x", blind: false }, more);
        assert.ok(views.some(({ title }) => title === "Incident 5 - Catalogue"));
        assert.equal(presets(more, false).at(-1)?.name, "The catalogue is gone");
        const blind = JSON.stringify([
            logViews({ namespace: "x", blind: true }, more),
            presets(more, true),
        ]);
        for (const telling of tellingTexts(outage)) {
            assert.ok(!blind.toLowerCase().includes(telling), telling);
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
