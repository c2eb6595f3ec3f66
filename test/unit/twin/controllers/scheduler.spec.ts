import { deepEqual, equal, match, ok } from "node:assert/strict";

import type { PlannedObject } from "../../../../plan/plan";
import { objectsOf, played, type Recorder } from "../worlds";

const short = { incident: "hybrid", duration: "2m" };
const greedy = JSON.stringify({
    "front-end": { resources: { requests: { cpu: "300m" }, limits: { cpu: "300m" } } },
});

const refusals = ({ events }: Recorder): Recorder["events"] =>
    events.filter(({ reason }) => reason === "FailedScheduling");

describe("a node without room for what pods request", () => {
    /** So many front-ends of 300m each. */
    async function frontEndsOf(count: number): Promise<readonly PlannedObject[]> {
        const fix = { remediation: "replicas", frontEndReplicas: String(count) };
        const objects = await objectsOf({ ...short, ...fix, services: greedy });
        return objects.filter(({ kind }) => kind !== "Job");
    }

    const changed = async (nodeCpus: number): Promise<Recorder> => {
        const phases = [
            { atSeconds: -30, objects: await frontEndsOf(3) },
            { atSeconds: 0, objects: await frontEndsOf(6) },
            { atSeconds: 40, objects: await frontEndsOf(3) },
            { atSeconds: 90, objects: await frontEndsOf(5) },
        ];
        return played([], { phases, nodeCpus, afterSeconds: 60 }).seen;
    };

    const pending = ({ samples }: Recorder, at: number): number | undefined =>
        samples.find((one) => one.at === at)?.pods.filter(({ isPending }) => isPending).length;

    it("leaves those Pending that do not fit, and says so in the scheduler's words", async () => {
        const seen = await changed(2);
        // 849m of the others and 300m each: room for three.
        deepEqual(
            [-5, 30, 80, 140].map((at) => pending(seen, at)),
            [0, 3, 0, 2],
        );
        const told = refusals(seen).filter(({ at }) => at < 30);
        equal(told.length, 3);
        match(told[0]?.name ?? "", /^front-end-/);
        match(told[0]?.message ?? "", /^0\/1 nodes are available: 1 Insufficient cpu\. /);
        const waiting = seen.samples.flatMap(({ pods }) => pods.filter((one) => one.isPending));
        ok(waiting.every(({ isReady, state }) => !isReady && state === "waiting"));
    });

    it("refuses nobody where all requests fit, whatever the limits add up to", async () => {
        deepEqual(refusals(await changed(3)), []);
    });

    it("takes a pod as soon as another one has gone", async () => {
        const phases = [
            { atSeconds: -30, objects: await frontEndsOf(6) },
            { atSeconds: 20, objects: await frontEndsOf(3) },
        ];
        const { seen } = played([], { phases, nodeCpus: 2, afterSeconds: 60 });
        // Six of 300m leave no room for whoever came after them.
        deepEqual([pending(seen, 0), pending(seen, 60)], [6, 0]);
    });

    it("lets the load wait, and says which Job it is", async () => {
        const objects = await objectsOf(short);
        const { seen, result } = played(objects, { nodeCpus: 1 });
        equal(seen.ended.length, 0);
        equal(result.loadStart, result.loadEnd);
        deepEqual(
            refusals(seen).map(({ name }) => name),
            objects.filter(({ kind }) => kind === "Job").map(({ metadata }) => metadata.name),
        );
    });
});
