import { deepEqual, equal, ok } from "node:assert/strict";

import { resized } from "../../../../twin/controllers/rollout";
import { objectsOf, played, type Recorder } from "../worlds";

/** What the Deployment controller says about the front-end's replica sets, which are numbered. */
function scalings({ events }: Recorder): readonly string[] {
    const sets: string[] = [];
    return events
        .filter(({ reason, name }) => reason === "ScalingReplicaSet" && name === "front-end")
        .map(({ message }) =>
            message.replace(/replica set (\S+)/, (_, set: string) => {
                sets.push(...(sets.includes(set) ? [] : [set]));
                return String.fromCharCode(65 + sets.indexOf(set));
            }),
        );
}

async function changed(remediation: string): Promise<Recorder> {
    const [healthy, fixed] = await Promise.all([objectsOf({}), objectsOf({ remediation })]);
    const phases = [
        { atSeconds: -30, objects: healthy },
        { atSeconds: 0, objects: fixed },
    ];
    return played(fixed, { phases, afterSeconds: 120 }).seen;
}

describe("a Deployment with a new template and a new count at once", () => {
    it("meets the count by old pods first, and then replaces them one at a time", async () => {
        // As the real controller reports it (test/e2e/chapters/response.ts).
        deepEqual(scalings(await changed("replicas,restart")), [
            "Scaled up A from 1 to 3",
            "Scaled up B from 0 to 1",
            "Scaled down A from 3 to 2",
            "Scaled up B from 1 to 2",
            "Scaled down A from 2 to 1",
            "Scaled up B from 2 to 3",
            "Scaled down A from 1 to 0",
        ]);
    });

    it("never has fewer ready pods than it had", async () => {
        const { samples } = await changed("replicas,restart");
        ok(
            samples.every(({ deployments }) =>
                deployments.every(({ name, available }) => name !== "front-end" || available >= 1),
            ),
        );
    });

    it("replaces one pod by one when only the template is new", async () => {
        deepEqual(scalings(await changed("limits")), [
            "Scaled up A from 0 to 1",
            "Scaled down B from 1 to 0",
        ]);
    });
});

describe("a new count for several replica sets", () => {
    it("is shared by their sizes, as in Kubernetes' own example", () => {
        // 10 replicas with a surge of 3, in the middle of a rollout, scaled to 15.
        deepEqual(resized([8, 5], { desired: 15, most: 18, mostBefore: 13 }), [11, 7]);
    });

    it("goes to the newest of equals when it grows, and from the oldest when it shrinks", () => {
        deepEqual(resized([1, 1], { desired: 2, most: 3, mostBefore: 2 }), [1, 2]);
        deepEqual(resized([2, 2], { desired: 2, most: 3, mostBefore: 4 }), [1, 2]);
    });

    it("takes everything away for a count of 0, and leaves none too many otherwise", () => {
        deepEqual(resized([3, 1], { desired: 0, most: 0, mostBefore: 4 }), [0, 0]);
        for (const sizes of [
            [3, 1, 2],
            [5, 5],
            [1, 7],
        ]) {
            const total = resized(sizes, { desired: 9, most: 12, mostBefore: 5 });
            equal(
                total.reduce((sum, size) => sum + size, 0),
                12,
            );
        }
    });

    it("belongs to the only one that there is", () => {
        deepEqual(resized([1], { desired: 3, most: 4, mostBefore: 2 }), [3]);
        deepEqual(resized([0, 2], { desired: 1, most: 2, mostBefore: 3 }), [0, 1]);
    });
});
