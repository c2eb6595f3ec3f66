import { equal, ok } from "node:assert/strict";

import { Doorway } from "../../../../twin/load/doorway";
import type { Cluster } from "../../../../twin/cluster";
import { Stream } from "../../../../twin/clock/stream";
import { Refusals } from "../../../../twin/network/refusals";
import { objectsOf, played, withReplicas } from "../worlds";

/** A cluster of one pod behind a Service, whose accept queue is full. */
function fullCluster() {
    const pod = {
        index: 0,
        isGone: false,
        main: { loop: { isListening: true, connect: (): boolean => false } },
    };
    const cluster = {
        pods: [pod],
        queue: { now: 0 },
        refusals: new Refusals(),
        endpoints: {
            of: () => ({ pods: [pod], port: undefined, isMisdirected: false }),
            isOpening: () => false,
        },
    };
    const caller = { address: "10.244.0.250", lets: () => true };
    return {
        pod,
        endpoints: cluster.endpoints,
        queue: cluster.queue,
        doorway: new Doorway(
            cluster as unknown as Cluster,
            "front-end",
            new Stream(1, "doorway"),
            caller,
        ),
    };
}

describe("how connections are lost", () => {
    it("while an answer is being written: cut short, fewer than cut off before it", async () => {
        const objects = await objectsOf({ incident: "hybrid", duration: "100s" });
        const ended = [1, 2, 3].flatMap(
            (seed) => played(objects, { hostSpeed: "published", seed }).seen.ended,
        );
        const count = (reason: string): number =>
            ended.filter(({ failure }) => failure === reason).length;
        const [cut, closed] = [count("cutShort"), count("closed")];
        // A real node: 6.0 % cut short, 26.4 % closed.
        ok(cut > 0.08 * closed && cut < 0.35 * closed, `${cut} of ${closed}`);
        // Pages are written in one go, and their end waits for nothing.
        const pages = ended.filter(({ name }) => name === "View Cart");
        equal(pages.filter(({ failure }) => failure === "cutShort").length, 0);
    });

    it("to a pod that has gone: no route, under the limit of refusals", () => {
        const { doorway, pod } = fullCluster();
        equal(doorway.attempt(0), "overflown");
        equal(doorway.lastPod, 0);
        pod.isGone = true;
        const outcomes = Array.from({ length: 9 }, () => doorway.attemptAgain(0, 0));
        equal(outcomes.filter((one) => one === "noRoute").length, 6);
        equal(outcomes.filter((one) => one === "overflown").length, 3);
    });

    it("between kube-proxy's two tables: no route, and none later", () => {
        const { doorway, endpoints, queue } = fullCluster();
        endpoints.isOpening = () => true;
        const first = Array.from({ length: 9 }, (_, user) => doorway.attempt(user));
        equal(first.filter((one) => one === "noRoute").length, 6);
        const pinned = doorway.lastPod;
        endpoints.isOpening = () => false;
        // Whoever comes now is led to the pod; who came before is not.
        equal(doorway.attempt(9), "overflown");
        equal(doorway.lastPod, 0);
        queue.now = 1;
        equal(doorway.attemptAgain(8, pinned), "noRoute");
    });

    it("whenever a crashing front-end is ready again: no route for some", async () => {
        const objects = await objectsOf({ incident: "hybrid", duration: "100s" });
        const noRoutes = (kubelet: "real" | "standIn"): number =>
            played(objects, { hostSpeed: "published", kubelet }).seen.ended.filter(
                ({ failure }) => failure === "noRoute",
            ).length;
        ok(noRoutes("real") > 0);
        // The lab had a proxy of one rule.
        equal(noRoutes("standIn"), 0);
    });

    describe("to a catalogue that has gone", () => {
        const restarts = async (settings: Readonly<Record<string, string>>): Promise<unknown> => {
            const objects = await objectsOf({ duration: "60s", ...settings });
            const { seen } = played(withReplicas(objects, "catalogue", 0));
            const pods = seen.samples.at(-1)?.pods ?? [];
            const frontEnd = pods.find(({ deployment }) => deployment === "front-end");
            return [frontEnd?.restarts, frontEnd?.lastTerminatedReason];
        };

        it("the front-end dies of who puts a sock into the basket, again and again", async () => {
            const [count, reason] = (await restarts({ incident: "payment" })) as [number, string];
            ok(count >= 2, `${count} restarts`);
            equal(reason, "Error");
        });

        it("and not of those who only look", async () => {
            const [count] = (await restarts({ incident: "latency", users: "20" })) as [number];
            equal(count, 0);
        });
    });
});
