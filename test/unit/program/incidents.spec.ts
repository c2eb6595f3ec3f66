import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { deltaOf } from "../../../plan/delta";
import { deltaLines, titleOf } from "../../../plan/inventory";
import { offlineWorld } from "../../../plan/offlineWorld";
import { renderPlan } from "../../../plan/render";
import { planOf } from "../../support/planOf";
import { registryOf } from "../../../scenarios/registry";
import { incidents } from "../../../pages/cells";
import { deltaFile, pathOf } from "../../../pages/generated";

const load = (incident: string): readonly string[] => [
    `+ ConfigMap load-${incident}-files-auto`,
    `+ Job load-${incident}-job-auto`,
    "+ Command recovery-command",
    "+ Lease incident",
];

const expiry = [
    "+ ConfigMap expiry-files-auto",
    "+ Job expiry-job-auto",
    "+ Role expiry-role-auto",
    "+ RoleBinding expiry-binding-auto",
    "+ ServiceAccount expiry-account-auto",
];

const container = "spec.template.spec.containers.0";

/** All that an incident may do to the shop: as it is checked in, to be read in a review. */
const documented = (incident: string): readonly string[] =>
    readFileSync(pathOf(deltaFile(incident)), "utf8")
        .trimEnd()
        .split("\n");

const inverse = (line: string): string =>
    line
        .replace(/^\+/, "?")
        .replace(/^-/, "+")
        .replace(/^\?/, "-")
        .replace(/^(~ \S+ \S+: \S+) (.*) -> (.*)$/, "$1 $3 -> $2");

describe("the delta of an incident", () => {
    for (const incident of incidents.filter((name) => name !== "none")) {
        it(`${incident} is exactly what is checked in (npm run update-inventory)`, async () => {
            const [healthy, broken] = [await planOf(), await planOf({ incident })];
            const injection = documented(incident);
            assert.deepEqual(deltaLines(deltaOf(healthy, broken)), injection);
            assert.deepEqual(deltaLines(deltaOf(broken, healthy)), injection.map(inverse).sort());
        });
    }

    it("the same settings twice are no change at all", async () => {
        const once = await renderPlan({ incident: "crash", remediation: "hpa,limits" });
        const again = await renderPlan({ incident: "crash", remediation: "hpa,limits" });
        assert.deepEqual(again, once);
    });

    it("a new run sets the fault and the load again", async () => {
        const first = await planOf({ incident: "payment" });
        const second = await renderPlan({ incident: "payment", run: "2" });
        const touched = deltaOf(first, second).changed.map(({ resource }) => titleOf(resource));
        assert.deepEqual(touched.sort(), [
            "Deployment payment",
            "Job expiry-job-auto",
            "Job load-payment-job-auto",
            "Lease incident",
        ]);
    });

    it("other users change the load alone", async () => {
        const first = await planOf({ incident: "hybrid" });
        const second = await renderPlan({ incident: "hybrid", users: "900" });
        const { added, changed, removed } = deltaOf(first, second);
        assert.deepEqual([added, removed], [[], []]);
        assert.deepEqual(
            changed.map(({ resource }) => titleOf(resource)),
            ["Job load-hybrid-job-auto"],
        );
    });
});

describe("an incident's own stack", () => {
    const own = (incident: string): Promise<readonly string[]> =>
        renderPlan({ incident, baseStack: "dev" }, { stack: incident }).then(({ resources }) =>
            resources
                .filter(({ isComponent, type }) => !isComponent && !type.startsWith("pulumi:"))
                .map((resource) => `+ ${titleOf(resource)}`)
                .sort(),
        );

    it("brings the load and nothing of the shop", async () => {
        for (const incident of ["crash", "hybrid", "latency"]) {
            assert.deepEqual(await own(incident), [...load(incident)].sort());
        }
    });

    it("leads a Service astray by a patch, and expires it", async () => {
        assert.deepEqual(
            await own("service"),
            [...load("service"), ...expiry, "+ ServicePatch orders"].sort(),
        );
    });

    it("cuts orders off by a policy of its own, and expires it", async () => {
        assert.deepEqual(
            await own("gateway"),
            [...load("gateway"), ...expiry, "+ NetworkPolicy orders-egress"].sort(),
        );
    });

    it("takes payment away by a patch, and expires it", async () => {
        assert.deepEqual(
            await own("payment"),
            [...load("payment"), ...expiry, "+ DeploymentPatch payment"].sort(),
        );
    });
});

describe("what an incident broke, put back in mid-incident", () => {
    const restored = (values: Readonly<Record<string, string>>): Promise<readonly string[]> =>
        Promise.all([planOf(values), planOf({ ...values, remediation: "restore" })]).then(
            ([broken, fixed]) => deltaLines(deltaOf(broken, fixed)),
        );

    it("changes the broken Deployment alone: load and expiry go on", async () => {
        assert.deepEqual(await restored({ incident: "payment" }), [
            "~ Deployment payment: metadata.annotations.sock-shop-incidents/replicas 0 -> 1",
            "~ Deployment payment: spec.replicas 0 -> 1",
        ]);
        const fields = documented("crash").filter((line) => line.includes(container));
        assert.deepEqual(await restored({ incident: "crash" }), fields.map(inverse).sort());
    });

    it("holds for an incident whose faults are of another kind", async () => {
        const registry = registryOf(join(__dirname, "..", "..", "fixtures", "incidents"));
        const world = { ...offlineWorld, scenarios: registry };
        const broken = await renderPlan({ incident: "outage" }, { world });
        const fixed = await renderPlan({ incident: "outage", remediation: "restore" }, { world });
        assert.deepEqual(deltaLines(deltaOf(broken, fixed)), [
            "~ Deployment catalogue: metadata.annotations.sock-shop-incidents/replicas 0 -> 1",
            "~ Deployment catalogue: spec.replicas 0 -> 1",
        ]);
    });

    it("takes the patch away in an incident's own stack, and nothing else", async () => {
        const own = { incident: "payment", baseStack: "dev" };
        const stack = "payment";
        const broken = await renderPlan(own, { stack });
        const fixed = await renderPlan({ ...own, remediation: "restore" }, { stack });
        assert.deepEqual(
            deltaLines(deltaOf(broken, fixed)).filter((line) => !line.includes("ReplicasPatch")),
            ["- DeploymentPatch payment"],
        );
    });
});
