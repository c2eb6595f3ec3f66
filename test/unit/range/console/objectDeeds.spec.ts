import { deepEqual } from "node:assert/strict";

import type { WatchedKind } from "../../../../range/console/cluster/objectWatch";
import { Deletions } from "../../../../range/console/timeline/deletions";
import { ObjectDeeds } from "../../../../range/console/timeline/objectDeeds";
import { Timeline } from "../../../../range/console/timeline/timeline";

describe("what somebody makes in one go", () => {
    const created = (count: number): Timeline => {
        const timeline = new Timeline();
        const deeds = new ObjectDeeds(timeline, () => 0, new Deletions(undefined));
        for (let serial = 1; serial <= count; serial++) {
            const metadata = {
                name: `it-${serial}`,
                managedFields: [{ manager: "kubectl-create", operation: "Update" }],
            };
            const change = { before: undefined, after: { metadata }, isOld: false };
            deeds.changed({ kind: "ConfigMap" } as WatchedKind, change);
        }
        return timeline;
    };

    it("is one deed that lists the objects", () => {
        deepEqual(
            created(2).all.map(({ what, details }) => [what, details]),
            [["created 2 objects", ["ConfigMap it-1", "ConfigMap it-2"]]],
        );
    });

    it("lists no more than somebody reads, however long they go on, and counts them all", () => {
        const [deed] = created(1000).all;
        deepEqual([deed?.what, deed?.details.length], ["created 1000 objects", 100]);
    });
});
