import assert from "node:assert/strict";

import { shopFigures } from "../../../../live/snapshot/figures";
import type { RestartCounts } from "../../../../live/snapshot/health";
import { keeperOf } from "../../../../live/snapshot/keeper";
import { objectionsTo } from "../../../../live/snapshot/objections";
import { refusalText, snapshotText, verdictText } from "../../../../live/snapshot/text";
import { judge } from "../../../../live/snapshot/verdict";
import { rangeManager } from "../../../../shop/names";
import { healthy, place, plain, plannedShop, snapshotFor, withChange, withValue } from "../support";

describe("what people read", () => {
    it("of a snapshot: hash, objects, pods, front-end, restarts and what comes next", async () => {
        const seen = healthy(await plannedShop(), { restarts: { "user-7c4-bbbbb": 3 } });
        const snapshot = snapshotFor(seen);
        assert.deepEqual(
            plain(snapshotText(snapshot, shopFigures(seen, {}), "s.json")).split("\n"),
            [
                "Snapshot of sock-shop in kind-sockshop",
                `  hash        ${snapshot.hash}`,
                "  objects     28 (14 Deployment, 14 Service)",
                "  pods        14 of 14 Ready",
                "  front-end   answers: p50 12 ms of 5 requests for /catalogue",
                "  restarts    user 3 so far",
                "Written to s.json. Compare with it later: npm run verify",
            ],
        );
    });

    it("of a whole shop: since when, and how long it took", async () => {
        const seen = healthy(await plannedShop());
        const snapshot = snapshotFor(seen);
        const verdict = judge(snapshot, seen, place);
        assert.deepEqual(plain(verdictText(verdict, snapshot, place, 42)).split("\n"), [
            "Whole after 42 s: as in the snapshot of 2025-01-31T12:00:00.000Z.",
            `  hash        ${snapshot.hash}`,
            "  pods        14 of 14 Ready",
            "  front-end   answers: p50 12 ms of 5 requests for /catalogue",
            "  restarts    none since the snapshot",
        ]);
    });

    it("of restarts: by Deployment, and that pods are new whose forerunners' are lost", async () => {
        const shop = await plannedShop();
        const snapshot = snapshotFor(
            healthy(shop, { restarts: { "user-1-a": 1, "carts-1-a": 0 } }),
        );
        const shown = (restarts: RestartCounts): string | undefined =>
            plain(
                verdictText(
                    judge(snapshot, healthy(shop, { restarts }), place),
                    snapshot,
                    place,
                    0,
                ),
            )
                .split("\n")
                .at(-1);
        assert.equal(
            shown({ "user-1-a": 3, "carts-2-b": 0 }),
            "  restarts    user 2 since the snapshot, 1 pod is newer than it",
        );
        assert.equal(
            shown({ "user-2-a": 0, "carts-2-b": 0 }),
            "  restarts    none since the snapshot, 2 pods are newer than it",
        );
    });

    it("of a shop that is not: every difference under its fix, cut where it is long", async () => {
        const shop = await plannedShop();
        const frontEnd = { failure: "HTTP 503", p50Milliseconds: undefined, requests: 1 };
        const scaled = withChange(shop, "Deployment", "payment", ["spec", "replicas"], 0);
        const renamed = withChange(scaled, "Service", "carts", ["spec", "type"], "x".repeat(300));
        const snapshot = { ...snapshotFor(healthy(shop)), forced: ["it was broken"] };
        const verdict = judge(snapshot, healthy(renamed, { frontEnd }), place);
        assert.deepEqual(plain(verdictText(verdict, snapshot, place, undefined)).split("\n"), [
            "Not whole: 3 things are not right.",
            "  The snapshot was forced: it is not of a healthy shop.",
            "",
            "  fix: pulumi up --refresh -c incident=none",
            "    Deployment payment: spec.replicas: 1 -> 0",
            `    Service carts: spec.type: "ClusterIP" -> "${"x".repeat(199)}…`,
            "",
            "  fix: wait with npm run verify -- --wait 5m, then look: kubectl --context " +
                "kind-sockshop -n sock-shop get pods",
            "    Service front-end: does not answer /catalogue: HTTP 503",
            "",
            "  pods        14 of 14 Ready",
            "  front-end   does not answer /catalogue: HTTP 503",
            "  restarts    none since the snapshot",
            "",
            "  Still different after that? If a fix is on, add -c remediation=none. If it was added by",
            "  hand, delete that object with kubectl and pulumi up --refresh makes it anew.",
            "  If it was changed on purpose, take a new snapshot: npm run snapshot",
        ]);
    });

    it("of a shop that a range keeps: no stack is named that there is not", async () => {
        const shop = (await plannedShop()).map((one) =>
            withValue(
                one,
                ["metadata", "managedFields"],
                [{ manager: rangeManager, operation: "Apply" }],
            ),
        );
        const scaled = withChange(shop, "Deployment", "payment", ["spec", "replicas"], 3);
        const traces = {
            leases: [{ name: "incident", holder: "dev", incident: "hybrid" }],
            jobs: [],
        };
        const seen = healthy(scaled, { keeper: keeperOf(scaled), traces });
        const snapshot = snapshotFor(healthy(shop));
        const refused = refusalText(objectionsTo(seen), place);
        const verdict = verdictText(judge(snapshot, seen, place), snapshot, place, undefined);
        for (const text of [refused, verdict].map(plain)) {
            assert.match(text, /recover in the trainer's console/);
            assert.match(text, /incident hybrid of the range is active/);
            assert.doesNotMatch(text, /pulumi|of stack/);
        }
    });

    it("of a stack's shop on a range, in which the range's own client has scaled something", async () => {
        const entries = [
            { manager: "pulumi", operation: "Apply" },
            { manager: rangeManager, operation: "Update" },
        ];
        const shop = await plannedShop();
        const touched = shop.map((one) => withValue(one, ["metadata", "managedFields"], entries));
        assert.equal(keeperOf(touched), "stack");
    });
});
