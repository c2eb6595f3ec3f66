import assert from "node:assert/strict";

import { asHourOf, healthyHour, type LivePod } from "../../../range/history";
import { planOf } from "../../support/planOf";

const until = 1_800_000_000;

/** A pod as the API has it. */
const pod = (deployment: string, index: number): LivePod => ({
    metadata: {
        name: `${deployment}-5f7d-${index}`,
        ownerReferences: [{ name: `${deployment}-5f7d` }],
    },
    status: {
        containerStatuses: [
            {
                name: deployment,
                containerID: `containerd://${deployment}-${index}-id`,
            },
        ],
    },
});

describe("the hour before a range", () => {
    it("is one of a healthy shop, under the names of the pods that there are", async () => {
        const plan = await planOf({
            services: JSON.stringify({ "front-end": { replicas: 2 } }),
        });
        const hour = healthyHour(plan, {
            ...{ namespace: "sock-shop", seed: 1, hostSpeed: "published", nodeCpus: 4, until },
        });
        const pods = [pod("front-end", 0), pod("front-end", 1), pod("carts", 0)];
        const { series = [], distributions = [] } = asHourOf(pods, hour);
        assert.ok(distributions.length > 0);
        const memory = series.filter(({ metric }) => metric === "kubernetes.memory.usage");
        const ofFrontEnd = memory.filter(({ tags }) => tags.kube_deployment === "front-end");
        assert.deepEqual(ofFrontEnd.map(({ tags }) => tags.pod_name).sort(), [
            "front-end-5f7d-0",
            "front-end-5f7d-1",
        ]);
        for (const { tags, times } of ofFrontEnd) {
            assert.equal(tags.kube_replica_set, "front-end-5f7d");
            assert.equal(tags.kube_ownerref_name, "front-end-5f7d");
            assert.equal(tags.display_container_name, `front-end_${tags.pod_name ?? ""}`);
            assert.match(tags.container_id ?? "", /^front-end-[01]-id$/);
            assert.ok(Math.min(...times) <= until - 3580);
            assert.ok(Math.max(...times) <= until && Math.max(...times) >= until - 30);
        }
        const restarts = series.filter(({ metric }) => metric === "kubernetes.containers.restarts");
        assert.ok(restarts.length > 0);
        assert.ok(restarts.every(({ values }) => values.every((value) => value === 0)));
    });
});
