import assert from "node:assert/strict";

import type { Monitor } from "../../../../components/observability/catalogue/definition";
import { slos } from "../../../../components/observability/catalogue/slos";
import { checkCatalogue } from "../../../../datadog/check/catalogue";
import { isRefused } from "../../../../datadog/check/finding";
import { metricFact } from "../../../../datadog/facts/metrics";
import { parseMonitorQuery } from "../../../../datadog/query/parse";
import { type PlacedSelector, selectorsOf } from "../../../../datadog/query/walk";
import { monitorsIn, context, scopeWith } from "../../components/observability/scope";

/*
 * Every monitor of the catalogue, broken in every way that applies to it: the check alone must see
 * it. What is wrong only in view of an incident (another window, sum for avg) is for the tests that
 * evaluate the monitors.
 */

const scope = scopeWith();
const all = monitorsIn(scope);

const metricsIn = ({ query }: Monitor): readonly PlacedSelector[] => {
    const parsed = parseMonitorQuery(query);
    return parsed.kind === "metric" ? selectorsOf(parsed.expression) : [];
};

const withQuery = (monitor: Monitor, query: string): Monitor => ({ ...monitor, query });

/** The critical threshold times a factor, in query and options alike. */
function scaled(monitor: Monitor, factor: number): Monitor {
    const critical = (monitor.thresholds?.critical ?? 0) * factor;
    return {
        ...monitor,
        query: monitor.query.replace(/[\d.]+$/, String(critical)),
        thresholds: { critical },
    };
}

/** A way to break a monitor; undefined where it does not apply. */
type Mutation = (monitor: Monitor) => Monitor | undefined;

const hasUnit = (monitor: Monitor): boolean =>
    monitor.thresholds?.critical !== 0 &&
    metricsIn(monitor).some(({ selector }) =>
        /cores|bytes|seconds$|per second/.test(metricFact(selector.metric)?.unit ?? ""),
    ) &&
    monitor.id !== "front-end-requests-in-flight";

const mutations: Readonly<Record<string, Mutation>> = {
    "misspells its metric": (monitor) =>
        metricsIn(monitor).length === 0
            ? undefined
            : withQuery(
                  monitor,
                  monitor.query.replace(/(:)((?:kubernetes|sockshop|container)[\w.]*\.)/, "$1$2x"),
              ),
    "filters by a tag of former times": (monitor) =>
        withQuery(monitor, monitor.query.replace("kube_namespace:", "namespace:")),
    "forgets the namespace": (monitor) =>
        withQuery(monitor, monitor.query.replace(/kube_namespace:[\w-]+[ ,]?/, "")),
    "names a container that is not there": (monitor) =>
        withQuery(
            monitor,
            monitor.query.replace(/(kube_container_name|kube_deployment):(?!\*)[\w-]+/, "$1:cart"),
        ),
    "groups by a tag that is not there": (monitor) =>
        withQuery(
            monitor,
            monitor.query
                .replace(/\}(?! by)(?=[^}]*$)/, "} by {deployment}")
                .replace(/ by \{pod_name\}/, " by {pod}"),
        ),
    "has a threshold a thousand times as large": (monitor) =>
        hasUnit(monitor) && monitor.id !== "shop-response-time" ? scaled(monitor, 1000) : undefined,
    "has a threshold a millionth as large": (monitor) =>
        hasUnit(monitor) ? scaled(monitor, 1e-6) : undefined,
    "has another threshold in the options": (monitor) =>
        monitor.thresholds === undefined
            ? undefined
            : {
                  ...monitor,
                  thresholds: { ...monitor.thresholds, critical: monitor.thresholds.critical + 1 },
              },
    "has its recovery on the wrong side": (monitor) =>
        monitor.thresholds === undefined
            ? undefined
            : {
                  ...monitor,
                  thresholds: {
                      critical: monitor.thresholds.critical,
                      criticalRecovery: monitor.query.includes(" < ")
                          ? monitor.thresholds.critical - 1
                          : monitor.thresholds.critical + 1,
                  },
              },
    "asks for a full window": (monitor) =>
        metricsIn(monitor).length === 0 ||
        metricsIn(monitor).every(({ selector }) => selector.metric.endsWith("available"))
            ? undefined
            : { ...monitor, options: { ...monitor.options, requireFullWindow: true } },
    "leaves missing data to the default": (monitor) =>
        metricsIn(monitor).length === 0 ||
        // Without gaps, a sum, and default_zero: the default does what is meant.
        ["front-end-restarts", "backend-restarts"].includes(monitor.id) ||
        metricsIn(monitor).every(({ selector }) => selector.metric.endsWith("available")) ||
        monitor.id === "front-end-liveness-failures"
            ? undefined
            : { ...monitor, options: { ...monitor.options, onMissingData: undefined } },
    "looks at the load": (monitor) =>
        withQuery(
            monitor,
            monitor.query.replace(
                /kube_namespace:[\w-]+/,
                monitor.type === "query alert" ? "$&,kube_job:y" : "$& kube_job:y",
            ),
        ),
    "is of another type": (monitor) => ({
        ...monitor,
        type: monitor.type === "log alert" ? "query alert" : "log alert",
    }),
    "has a comparison that is none": (monitor) =>
        withQuery(monitor, monitor.query.replace(/ [<>]=? (?=[\d.]+$)/, " => ")),
    "joins by words": (monitor) =>
        monitor.type === "composite"
            ? withQuery(monitor, monitor.query.replace("&&", "and"))
            : undefined,
    "refers to what is not there": (monitor) =>
        monitor.type === "composite"
            ? withQuery(monitor, monitor.query.replace(/^[\w-]+/, "nothing"))
            : undefined,
};

describe("a monitor that", () => {
    const count = { mutants: 0 };

    for (const [how, mutate] of Object.entries(mutations)) {
        it(`${how} is refused`, () => {
            let applied = 0;
            for (const monitor of all) {
                const mutant = mutate(monitor);
                const isSame =
                    mutant === undefined || JSON.stringify(mutant) === JSON.stringify(monitor);
                if (!isSame) {
                    applied += 1;
                    const changed = all.map((one) => (one.id === monitor.id ? mutant : one));
                    const findings = checkCatalogue(changed, slos(scope), context);
                    const isCaution = how === "forgets the namespace";
                    assert.ok(
                        findings.some((one) => isCaution || isRefused(one)),
                        `${monitor.id}: ${JSON.stringify(mutant)}`,
                    );
                }
            }
            assert.ok(applied > 0, "applies to nothing");
            count.mutants += applied;
        });
    }

    it("is broken in any of these ways is one of more than 150 mutants", () => {
        assert.ok(count.mutants > 150, String(count.mutants));
    });
});
