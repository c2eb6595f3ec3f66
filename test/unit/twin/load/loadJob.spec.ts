import { equal } from "node:assert/strict";

import { defaultValues } from "../../../../components/settings/declaration";
import { parseDuration } from "../../../../components/settings/duration";
import { usualGateSeconds } from "../../../../components/settings/patience";
import type { PlannedObject } from "../../../../plan/plan";
import type { TwinInput } from "../../../../twin/input";
import { objectsOf, played, withContainer } from "../worlds";

/** From the creation of the load's Job to its first user. */
const loadStartSeconds = 4;

/** A shop whose carts are changed as the load is wanted: ready so many seconds after their pod. */
async function startOf(
    readySeconds: number,
    options: (incident: readonly PlannedObject[]) => Partial<TwinInput> = () => ({}),
): Promise<number> {
    const healthy = await objectsOf({});
    const incident = withContainer(
        await objectsOf({ incident: "hybrid", users: "1", spawnRate: "1", duration: "30s" }),
        "carts",
        (container) => ({
            ...container,
            readinessProbe: {
                tcpSocket: { port: 80 },
                initialDelaySeconds: readySeconds,
                periodSeconds: 1,
            },
        }),
    );
    const phases = [
        { atSeconds: -30, objects: healthy },
        { atSeconds: 0, objects: incident },
        { atSeconds: 1000, objects: incident },
    ];
    return played([], { phases, loadStartSeconds, ...options(incident) }).result.loadStart;
}

describe("the load's Job", () => {
    it("comes when the program finds the shop healthy, which it looks for every two seconds", async () => {
        for (const readySeconds of [100, 101, 102, 103]) {
            const waited = (await startOf(readySeconds)) - loadStartSeconds;
            equal(waited % 2, 0, `${waited} s`);
        }
    });

    it("does not come where the shop is not healthy within gateTimeout, five minutes", async () => {
        equal(usualGateSeconds, parseDuration(defaultValues.gateTimeout ?? ""));
        equal(await startOf(290).then((start) => start > 290), true);
        equal(await startOf(320), 0);
    });

    it("is waited for a quarter of an hour where the shop comes up with it", async () => {
        const cold = (incident: readonly PlannedObject[]): Partial<TwinInput> => ({
            phases: [
                { atSeconds: 0, objects: incident },
                { atSeconds: 1000, objects: incident },
            ],
            beforeSeconds: 0,
            startsCold: true,
        });
        equal(await startOf(700, cold).then((start) => start > 700), true);
        equal(await startOf(920, cold), 0);
    });
});
