import assert from "node:assert/strict";

import { kubernetesObjects } from "../../../plan/plan";
import { renderPlan } from "../../../plan/render";
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
                const text = kubernetesObjects(plan)
                    .filter(({ kind }) => kind !== "Deployment" && kind !== "Service")
                    .map((object) => JSON.stringify(object))
                    .join("\n");
                const searched = isService(incident) ? withoutService(text, incident) : text;
                assert.ok(text.includes("locustfile.py"));
                assert.doesNotMatch(searched, new RegExp(`\\b${incident}\\b`, "i"));
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

/** A service has its name whatever happens; the expiry may name it as a Deployment. */
function withoutService(text: string, service: string): string {
    return text
        .replaceAll(`deployments/${service}`, "")
        .replaceAll(new RegExp(`${service}(?!\\w)`, "g"), (match, offset: number) => {
            const around = text.slice(Math.max(0, offset - 40), offset + 40);
            return /incident|load-|stack/.test(around) ? match : "";
        });
}
