import { deepEqual, equal, ok } from "node:assert/strict";

import type { TwinInput } from "../../../../twin/input";
import { objectsOf, played, type Recorder, withContainer } from "../worlds";

const settings = { incident: "hybrid", duration: "200s" };

/** How many restarts were held back before each of the kubelet's kills. */
function heldBack({ events }: Recorder): readonly number[] {
    return events
        .filter(({ message }) => message.includes("failed liveness probe"))
        .map(({ at }) => events.filter((one) => one.reason === "BackOff" && one.at < at).length);
}

async function hybrid(options: Partial<TwinInput> = {}): Promise<Recorder> {
    return played(await objectsOf(settings), { hostSpeed: "published", ...options }).seen;
}

describe("restarts in a simulation", () => {
    it("are not held back after three kills in a row that follow the kubelet's own", async () => {
        const [first, second, third, fourth] = heldBack(await hybrid());
        deepEqual([first, second, third, fourth], [0, 0, 0, 0]);
    });

    it("are held back earlier in a pod that has restarted before, and by a plain rule", async () => {
        const before = await hybrid({ restartedBefore: ["front-end"] });
        equal(before.samples[0]?.pods.find(isFrontEnd)?.restarts, 1);
        deepEqual(heldBack(before).slice(0, 3), [0, 0, 0]);
        ok((heldBack(before)[3] ?? 0) > 0);
        const plain = heldBack(await hybrid({ kubelet: "standIn" }));
        deepEqual(plain.slice(0, 2), [0, 0]);
        ok((plain[2] ?? 0) > 0);
    });

    it("need not be waited for when a recovery replaces the pods that are held back", async () => {
        const objects = await objectsOf({ ...settings, duration: "150s" });
        const healthy = objects.filter(({ kind }) => kind !== "Job");
        const wholeAfter = (replacesHeldBack: boolean): number => {
            const { seen, result } = played([], {
                phases: [
                    { atSeconds: -30, objects: healthy },
                    { atSeconds: 0, objects },
                    { atSeconds: 0, from: "loadEnd", objects: healthy, replacesHeldBack },
                ],
                // By now the kubelet holds it back for minutes.
                restartedBefore: ["front-end"],
                hostSpeed: "published",
                afterSeconds: 400,
            });
            const lacking = seen.samples.filter(({ deployments }) =>
                deployments.some(({ available, desired }) => available < desired),
            );
            equal(seen.samples.at(-1)?.pods.filter(isFrontEnd).length, 1);
            const told = seen.events.filter(
                ({ reason, at }) => reason === "ScalingReplicaSet" && at >= result.loadEnd,
            );
            deepEqual(told, [], "no Deployment has scaled anything");
            return (lacking.at(-1)?.at ?? 0) - result.loadEnd;
        };
        const [waiting, replaced] = [wholeAfter(false), wholeAfter(true)];
        ok(replaced < 20, `${replaced} s`);
        ok(waiting > replaced + 30, `${waiting} s`);
    });

    it("are held back from the second on when the kernel kills", async () => {
        const objects = withContainer(await objectsOf(settings), "front-end", (container) => ({
            ...container,
            resources: { limits: { cpu: "300m", memory: "58Mi" } },
        }));
        const { events } = played(objects, { hostSpeed: "lab" }).seen;
        equal(events.filter(({ message }) => message.includes("failed liveness")).length, 0);
        const starts = events
            .filter(({ reason, kind }) => reason === "Started" && kind === "Pod")
            .map(({ at }) => at);
        const first = events.find(({ reason }) => reason === "BackOff");
        ok(first !== undefined && starts.filter((at) => at < first.at).length === 1);
    });
});

function isFrontEnd({ deployment }: { readonly deployment: string }): boolean {
    return deployment === "front-end";
}
