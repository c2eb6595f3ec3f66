import assert from "node:assert/strict";

import { kubernetesObjects } from "../../../plan/plan";
import { renderPlan } from "../../../plan/render";
import { leaksOf } from "../../support/leaks";
import { planOf } from "../../support/planOf";
import { scenarios } from "../../../scenarios/registry";
import { serviceNames } from "../../../shop/services";

/** Words that only the incident itself would use, beside its name. */
const telling = ["incident 1", "incident 2", "OOMKilled", "out of memory"];

describe("blind", () => {
    for (const incident of Object.keys(scenarios)) {
        for (const own of [false, true]) {
            it(`hides ${incident}${own ? " of its own stack" : ""} from everything in the cluster`, async () => {
                const plan = await renderPlan(
                    { incident, blind: "true", run: "7", ...(own ? { baseStack: "dev" } : {}) },
                    { stack: own ? incident : "dev" },
                );
                const objects = kubernetesObjects(plan).filter(
                    ({ kind }) => kind !== "Deployment" && kind !== "Service",
                );
                const text = JSON.stringify(objects);
                assert.ok(text.includes("locustfile.py"));
                // What any other incident brings along tells none: some names are words of trade.
                const other = await planOf({
                    incident: incident === "payment" ? "hybrid" : "payment",
                    blind: "true",
                });
                const known = leaksOf(kubernetesObjects(other), incident, isService(incident));
                const leaks = leaksOf(objects, incident, isService(incident));
                assert.deepEqual(
                    leaks.filter((leak) => !known.includes(leak)),
                    [],
                );
                for (const word of telling) {
                    assert.ok(!text.toLowerCase().includes(word.toLowerCase()), word);
                }
            });
        }
    }

    it("shows the name where nobody asked to hide it", async () => {
        const plan = await planOf({ incident: "hybrid" });
        const text = JSON.stringify(kubernetesObjects(plan));
        assert.match(text, /load-hybrid/);
        assert.match(text, /"sock-shop-incidents\/incident":"hybrid"/);
    });
});

const isService = (name: string): boolean => (serviceNames as readonly string[]).includes(name);
