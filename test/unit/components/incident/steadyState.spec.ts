import assert from "node:assert/strict";

import { type DeploymentHealth, healthOf } from "../../../../components/incident/deploymentHealth";
import { awaitSteadyState } from "../../../../components/incident/steadyState";
import type { Gate } from "../../../../components/settings/settings";
import { emptyCluster } from "../../../../plan/offlineWorld";

const pod = (name: string, ready: number, wanted = 1): DeploymentHealth => ({
    name,
    wanted,
    ready,
    isSettled: true,
});

/** Waits on a shop that goes through these states, one per look; the last one stays. */
async function wait(
    gate: Gate,
    states: readonly (readonly DeploymentHealth[])[],
    more: { catalogue?: string; except?: readonly string[] } = {},
): Promise<{ looks: number; reports: readonly string[] }> {
    let looks = 0;
    const reports: string[] = [];
    await awaitSteadyState(
        {
            ...emptyCluster,
            deployments: () => Promise.resolve(states[Math.min(looks++, states.length - 1)] ?? []),
            catalogueFailure: () => Promise.resolve(more.catalogue),
        },
        {
            namespace: "sock-shop",
            gate,
            purpose: "before the injection",
            wayOut: "pulumi config set gate off",
            except: more.except ?? [],
            timeoutSeconds: 10,
            pollSeconds: 2,
            report: (message) => reports.push(message),
            sleep: () => Promise.resolve(),
        },
    );
    return { looks, reports };
}

describe("the steady-state gate", () => {
    it("lets a healthy shop through at the first look", async () => {
        assert.deepEqual(await wait("pods", [[pod("carts", 1)]]), { looks: 1, reports: [] });
    });

    it("waits for a pod and says for which, once", async () => {
        const ill = [pod("carts", 0), pod("user", 1)];
        const { looks, reports } = await wait("pods", [ill, ill, [pod("carts", 1)]]);
        assert.equal(looks, 3);
        assert.equal(reports.length, 1);
        assert.match(reports[0] ?? "", /carts: 0 of 1 pods Ready/);
    });

    it("gives up in time, naming the pods and the way out", async () => {
        await assert.rejects(
            wait("pods", [[pod("carts", 1, 2)]]),
            /before the injection, after 10 s: carts: 1 of 2 pods Ready. pulumi config/,
        );
    });

    it("does not take a service scaled to nothing for healthy", async () => {
        await assert.rejects(wait("pods", [[pod("payment", 0, 0)]]), /payment: scaled to 0/);
    });

    it("does not take pods of an old spec for healthy", async () => {
        const old = { ...pod("carts", 1), isSettled: false };
        await assert.rejects(wait("pods", [[old]]), /carts: its pods are still being replaced/);
    });

    it("does not take pods too many for healthy: a proof of recovery would not either", async () => {
        const surging = healthOf({
            metadata: { name: "carts", generation: 2 },
            spec: { replicas: 1 },
            status: { observedGeneration: 2, replicas: 2, updatedReplicas: 1, readyReplicas: 1 },
        });
        await assert.rejects(wait("pods", [[surging]]), /carts: its pods are still being replaced/);
    });

    it("looks past services that carry a fault already", async () => {
        await wait("pods", [[pod("payment", 0, 0)]], { except: ["payment"] });
    });

    it("asks for the catalogue only under http", async () => {
        const catalogue = "front-end does not answer /catalogue (HTTP 503)";
        await wait("pods", [[pod("carts", 1)]], { catalogue });
        await assert.rejects(wait("http", [[pod("carts", 1)]], { catalogue }), /HTTP 503/);
    });

    it("off asks for nothing", async () => {
        assert.deepEqual(await wait("off", [[pod("carts", 0)]]), { looks: 0, reports: [] });
    });
});
