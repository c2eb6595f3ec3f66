import assert from "node:assert/strict";

import type { V1ClusterRole, V1DaemonSet, V1Node } from "@kubernetes/client-node";

import { type ClusterPrograms, policyEnforcer } from "../../../live/policyEnforcer";

/** Like what the API sends: no instance of the client's classes. */
const sent = (object: object): unknown => object;

const daemonSet = (name: string, args: string[] = []): V1DaemonSet =>
    sent({
        metadata: { name },
        spec: { template: { spec: { containers: [{ name: "agent", args }] } } },
    }) as V1DaemonSet;

const node = (kubeletVersion: string, metadata: object = {}): V1Node =>
    sent({ metadata, status: { nodeInfo: { kubeletVersion } } }) as V1Node;

const roleOver = (...resources: string[]): V1ClusterRole =>
    sent({ rules: [{ resources: ["nodes"] }, { resources }] }) as V1ClusterRole;

const enforcerIn = (cluster: Partial<ClusterPrograms>): string | undefined =>
    policyEnforcer({
        daemonSets: [daemonSet("kube-proxy")],
        nodes: [node("v1.34.0")],
        kindnetRole: undefined,
        ...cluster,
    });

describe("who enforces NetworkPolicies", () => {
    it("is nobody that is known of in a cluster with kube-proxy alone", () => {
        assert.equal(enforcerIn({}), undefined);
    });

    for (const name of ["calico-node", "cilium", "kube-router", "antrea-agent", "weave-net"]) {
        it(`is ${name} where it runs`, () => {
            assert.equal(enforcerIn({ daemonSets: [daemonSet("x"), daemonSet(name)] }), name);
        });
    }

    it("is kind's network from the version on in which it may read policies", () => {
        const daemonSets = [daemonSet("kindnet")];
        const old = roleOver("pods", "namespaces");
        assert.equal(enforcerIn({ daemonSets, kindnetRole: old }), undefined);
        assert.equal(enforcerIn({ daemonSets, kindnetRole: undefined }), undefined);
        const kindnetRole = roleOver("networkpolicies");
        assert.equal(enforcerIn({ daemonSets, kindnetRole }), "kindnet");
        // What is left of it where another network has taken its place.
        assert.equal(enforcerIn({ kindnetRole }), undefined);
    });

    it("is Amazon's agent where it is told to", () => {
        const told = (value: boolean): V1DaemonSet =>
            daemonSet("aws-node", [`--enable-network-policy=${value}`]);
        assert.equal(enforcerIn({ daemonSets: [told(true)] }), "aws-node");
        assert.equal(enforcerIn({ daemonSets: [told(false)] }), undefined);
    });

    it("is k3s itself, unless it is told not to", () => {
        const nodes = [node("v1.34.1+k3s1")];
        assert.equal(enforcerIn({ nodes }), "k3s");
        const annotations = { "k3s.io/node-args": '["server","--disable-network-policy"]' };
        const without = [node("v1.34.1+k3s1", { annotations })];
        assert.equal(enforcerIn({ nodes: without }), undefined);
    });

    it("is the simulation on a range", () => {
        const labels = { "sockshop-incidents/simulated": "true" };
        assert.equal(enforcerIn({ nodes: [node("v1.35.0", { labels })] }), "the simulated node");
    });
});
