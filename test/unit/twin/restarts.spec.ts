import { deepEqual, equal, ok } from "node:assert/strict";

import type { TwinInput } from "../../../twin/input";
import { objectsOf, played, type Recorder, withContainer } from "./worlds";

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

    it("are held back from the second on when the kernel kills", async () => {
        const objects = withContainer(await objectsOf(settings), "front-end", (container) => ({
            ...container,
            resources: { limits: { cpu: "300m", memory: "64Mi" } },
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
