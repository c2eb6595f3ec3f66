import { deepEqual } from "node:assert/strict";

import type { CoreV1Event } from "@kubernetes/client-node";

import type { WatchedKind } from "../../../../range/console/cluster/objectWatch";
import { Deletions } from "../../../../range/console/timeline/deletions";
import { ObjectDeeds } from "../../../../range/console/timeline/objectDeeds";
import { EventDeeds } from "../../../../range/console/timeline/kubernetesEvents";
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

describe("what a controller does with many objects at a time", () => {
    const happened = (...events: readonly (readonly [uid: string, count: number])[]): Timeline => {
        const timeline = new Timeline();
        const deeds = new EventDeeds(timeline);
        for (const [uid, count] of events) {
            const event: unknown = {
                metadata: { uid },
                involvedObject: { kind: "Pod", name: uid },
                source: { component: "kubelet" },
                ...{ reason: "Killing", message: "Stopping container front-end", count },
                lastTimestamp: new Date(1_000_000),
            };
            deeds.happened(event as CoreV1Event);
        }
        return timeline;
    };

    it("is told of once, and counted where the words are the same", () => {
        deepEqual(
            happened(["a", 1], ["b", 1], ["c", 1]).all.map(({ what, details }) => [what, details]),
            [["Killing 3 times", ["Stopping container front-end"]]],
        );
    });

    it("counts an event that happens again, and does not take it for another", () => {
        deepEqual(
            happened(["a", 1], ["a", 2], ["b", 1]).all.map(({ what }) => what),
            ["Killing 3 times"],
        );
        deepEqual(
            happened(["a", 1], ["a", 2]).all.map(({ what, count }) => [what, count]),
            [["Killing Pod a", 2]],
        );
    });
});
