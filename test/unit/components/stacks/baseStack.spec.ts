import assert from "node:assert/strict";

import { renderPlan } from "../../../../plan/render";

/** An incident in a stack of its own, beside a shop that is like that. */
const beside = (incident: string, baseOutputs: Readonly<Record<string, unknown>>) =>
    renderPlan({ incident, baseStack: "dev" }, { stack: incident, baseOutputs });

describe("a shop whose fault an incident's own stack could not take back", () => {
    it("is left alone: with more pods than one", async () => {
        await assert.rejects(
            beside("payment", { replicas: { payment: 2 } }),
            /payment has 2 replicas there, .* only give back 1\. .*: pulumi up -s dev -c incident=payment/,
        );
    });

    it("is left alone: with images that listen elsewhere, where the fault is a Service's", async () => {
        await assert.rejects(
            beside("service", { images: "multiarch" }),
            /orders listens on another port \(images = multiarch\) there/,
        );
        for (const incident of ["payment", "gateway", "autoscaler"]) {
            await beside(incident, { images: "multiarch" });
        }
        await beside("service", { images: "upstream" });
    });
});
