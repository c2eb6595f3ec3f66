import assert from "node:assert/strict";

import {
    agentValues,
    type AgentOptions,
} from "../../../../../components/observability/agent/values";
import { amountOf } from "../../../../../shop/quantity";
import { at } from "../../../../support/planAccess";

const options: AgentOptions = {
    site: "us3.datadoghq.com",
    clusterName: "kind-range",
    shopNamespace: "shop-7",
    env: "lab",
    team: "night-shift",
    apm: false,
    usm: false,
};

const plain = agentValues(options);
const withApm = agentValues({ ...options, apm: true });
const withUsm = agentValues({ ...options, usm: true });

describe("the values of the agent's chart", () => {
    it("send to the chosen site, under the cluster's name", () => {
        assert.equal(at(plain, "datadog.site"), "us3.datadoghq.com");
        assert.equal(at(plain, "datadog.clusterName"), "kind-range");
    });

    it("tag the host only with what is true of everything on it", () => {
        assert.deepEqual(at(plain, "datadog.tags"), ["env:lab", "team:night-shift"]);
    });

    it("accept the certificate of kind's kubelet", () => {
        assert.equal(at(plain, "datadog.kubelet.tlsVerify"), false);
    });

    it("collect the logs of all containers in the shop's namespace, and of no other", () => {
        assert.equal(at(plain, "datadog.logs.enabled"), true);
        assert.equal(at(plain, "datadog.logs.containerCollectAll"), true);
        const excluded = filter("datadog.containerExcludeLogs");
        const included = filter("datadog.containerIncludeLogs");
        const isCollected = (tags: Readonly<Record<string, string>>): boolean =>
            included(tags) || !excluded(tags);
        assert.ok(isCollected({ name: "front-end", kube_namespace: "shop-7" }));
        assert.ok(isCollected({ name: "locust", kube_namespace: "shop-7" }));
        assert.ok(!isCollected({ name: "agent", kube_namespace: "datadog" }));
        assert.ok(!isCollected({ name: "front-end", kube_namespace: "shop-77" }));
        assert.ok(!isCollected({ name: "front-end", kube_namespace: "my-shop-7" }));
    });

    it("send Kubernetes events one by one, so that they can be searched by reason", () => {
        assert.equal(at(plain, "datadog.kubernetesEvents.unbundleEvents"), true);
    });

    it("bring no operator, and stay out of the way of new pods and of Secrets", () => {
        assert.equal(at(plain, "datadog.operator.enabled"), false);
        for (const values of [plain, withApm]) {
            // Its webhooks would be left behind.
            assert.equal(at(values, "clusterAgent.admissionController.enabled"), false);
        }
        assert.equal(at(plain, "datadog.kubeStateMetricsCore.collectSecretMetrics"), false);
        assert.equal(at(plain, "remoteConfiguration.enabled"), false);
    });

    it("take traces only when asked, and never through a socket on the node", () => {
        assert.equal(at(plain, "datadog.apm.portEnabled"), false);
        assert.equal(at(withApm, "datadog.apm.portEnabled"), true);
        for (const values of [plain, withApm]) {
            // On by default in the chart; pods of the shop may not mount it.
            assert.equal(at(values, "datadog.apm.socketEnabled"), false);
        }
    });

    it("watch HTTP through the kernel only when asked", () => {
        assert.equal(at(plain, "datadog.serviceMonitoring.enabled"), false);
        assert.equal(at(withUsm, "datadog.serviceMonitoring.enabled"), true);
        // Left to the chart, this one brings the same privileged container.
        assert.equal(at(plain, "datadog.discovery.enabled"), false);
    });

    it("give every container of the agent a size, and never a CPU limit", () => {
        const both = agentValues({ ...options, apm: true, usm: true });
        const containers = at(both, "agents.containers") as Record<string, unknown>;
        assert.deepEqual(Object.keys(containers).sort(), [
            "agent",
            "processAgent",
            "systemProbe",
            "traceAgent",
        ]);
        for (const container of [...Object.values(containers), at(both, "clusterAgent")]) {
            const requested = at(container, "resources.requests.memory") as string;
            const limit = at(container, "resources.limits.memory") as string;
            assert.ok(amountOf(requested) <= amountOf(limit));
            assert.ok(amountOf(at(container, "resources.requests.cpu") as string) > 0);
            assert.equal(at(container, "resources.limits.cpu"), undefined);
        }
    });

    it("take little of a small node: half a core and 1 GiB at most are reserved", () => {
        const both = agentValues({ ...options, apm: true, usm: true });
        const containers = at(both, "agents.containers") as Record<string, unknown>;
        const all = [...Object.values(containers), at(both, "clusterAgent")];
        const sum = (what: string): number =>
            all.reduce<number>(
                (total, one) => total + amountOf(at(one, `resources.requests.${what}`) as string),
                0,
            );
        assert.ok(sum("cpu") <= 0.5);
        assert.ok(sum("memory") <= 1024 ** 3);
    });
});

/** A filter of the agent's Autodiscovery: space-separated `field:regular expression`. */
function filter(path: string): (tags: Readonly<Record<string, string>>) => boolean {
    const rules = (at(plain, path) as string).split(" ").map((rule) => {
        const colon = rule.indexOf(":");
        return { field: rule.slice(0, colon), pattern: new RegExp(rule.slice(colon + 1)) };
    });
    return (tags) => rules.some(({ field, pattern }) => pattern.test(tags[field] ?? "\n"));
}
