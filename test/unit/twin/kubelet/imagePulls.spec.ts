import { deepEqual, equal, ok } from "node:assert/strict";

import { objectsOf, played } from "../worlds";

describe("an image that no registry has", () => {
    it("holds a rollout up: the old pod serves, and the kubelet asks again and again", async () => {
        const [healthy, release] = await Promise.all([
            objectsOf({}),
            objectsOf({ incident: "release", duration: "120s" }),
        ]);
        const { seen } = played(release, {
            phases: [
                { atSeconds: -30, objects: healthy },
                { atSeconds: 0, objects: release },
                { atSeconds: 10, from: "loadEnd", objects: healthy },
            ],
            afterSeconds: 60,
        });
        ok(seen.ended.length > 100);
        ok(seen.ended.every(({ failure }) => failure === undefined));
        const pods = seen.samples.flatMap(({ pods: all }) =>
            all.filter(({ deployment }) => deployment === "catalogue"),
        );
        const reasons = new Set(pods.flatMap(({ waitingReason }) => waitingReason ?? []));
        deepEqual(reasons, new Set(["ContainerCreating", "ErrImagePull", "ImagePullBackOff"]));
        const told = seen.events.filter(({ deployment }) => deployment === "catalogue");
        const pulls = told.filter(({ reason }) => reason === "Pulling").map(({ at }) => at);
        ok(pulls.length > 3, `${pulls.length}`);
        ok(told.some(({ message }) => message.endsWith("0.3.5-hotfix: not found")));
        ok(told.some(({ message }) => message.startsWith("Back-off pulling image")));
        const available = seen.samples.map(
            ({ deployments }) => deployments.find(({ name }) => name === "catalogue")?.available,
        );
        ok(available.every((count) => count === 1));
        // Back to the tag that runs: the pod that waits goes, and no other comes.
        const last = seen.samples.at(-1)?.pods.filter((pod) => pod.deployment === "catalogue");
        equal(last?.length, 1);
        equal(new Set(pods.map(({ name }) => name)).size, 2);
    });
});
