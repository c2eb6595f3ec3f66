import { deepEqual, equal, ok } from "node:assert/strict";

import type { PlannedObject } from "../../../plan/plan";
import { RefusalLimit } from "../../../twin/network/refusals";
import { objectsOf, played } from "./worlds";

/** The front-end's pods are well, but its Service selects nobody, or is not there at all. */
async function cutOff(service: "selects nobody" | "is gone"): Promise<readonly PlannedObject[]> {
    const objects = await objectsOf({
        incident: "hybrid",
        users: "100",
        spawnRate: "100",
        duration: "200s",
    });
    return objects.flatMap((object) => {
        if (object.kind !== "Service" || object.metadata.name !== "front-end") {
            return [object];
        }
        return service === "is gone" ? [] : [{ ...object, spec: { selector: { name: "nobody" } } }];
    });
}

describe("connections while no endpoint is ready", () => {
    it("are refused six at once, then one a second", () => {
        const limit = new RefusalLimit();
        const allowed = (times: readonly number[]): number =>
            times.filter((time) => limit.allows(time)).length;
        equal(allowed(Array<number>(50).fill(0)), 6);
        equal(allowed(Array.from({ length: 1000 }, (_, nth) => nth / 100)), 9);
        equal(allowed(Array<number>(50).fill(100)), 6);
    });

    it("are otherwise lost, and given up after 134 to 135.5 s", async () => {
        const { seen } = played(await cutOff("selects nobody"));
        const lasted = (reason: string): readonly number[] =>
            seen.ended
                .filter(({ failure }) => failure === reason)
                .map(({ startedAt, endedAt }) => endedAt - startedAt);
        const given = lasted("connectTimeout");
        ok(given.length > 20);
        ok(given.every((seconds) => seconds >= 134 && seconds <= 135.5));
        // A refusal meets a SYN: the first, or one sent again after 1, 3, 7, 15, 31 or 63 s.
        const refused = lasted("refused").map((seconds) => Math.round(seconds * 10) / 10);
        deepEqual(
            [...new Set(refused)].sort((one, other) => one - other),
            [0, 1, 3, 7, 15, 31, 63],
        );
        // One a second, and the burst of six.
        ok(refused.length > 130 && refused.length < 212, `${refused.length}`);
    });

    it("reach the pod itself when there is no Service", async () => {
        const { seen } = played(await cutOff("is gone"));
        equal(seen.ended.filter(({ failure }) => failure === "connectTimeout").length, 0);
        ok(seen.ended.filter(({ failure }) => failure === undefined).length > 1000);
    });
});
