import { deepEqual, equal, ok } from "node:assert/strict";

import type { PlannedObject } from "../../../../plan/plan";
import { RefusalLimit, Refusals } from "../../../../twin/network/refusals";
import { SynTimer } from "../../../../twin/network/synTimer";
import { objectsOf, played } from "../worlds";

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

describe("a connection attempt that nobody answers", () => {
    /** When each SYN is sent, and when connect() gives up, seconds after the first. */
    const times = (phase: number): readonly number[] => {
        const timer = new SynTimer(phase);
        const sent = [0];
        while (!timer.givesUp(sent.length - 1)) {
            sent.push(timer.after(sent.length - 1, sent.at(-1) ?? 0));
        }
        return sent;
    };

    it("is repeated when Linux 6.18 was seen to repeat it, within the grain of its timers", () => {
        const measured = [0, 1.016, 2.04, 3.065, 4.088, 5.116, 7.128, 11.324, 19.512, 35.64];
        const [last, gaveUp] = [68.156, 133.696];
        for (let phase = 0; phase < 5; phase += 0.37) {
            const simulated = times(phase);
            equal(simulated.length, 12);
            const grains = [0.05, 0.1, 0.1, 0.1, 0.15, 0.15, 0.2, 0.45, 0.7, 1, 3, 5];
            for (const [nth, at] of [...measured, last, gaveUp].entries()) {
                const off = Math.abs((simulated[nth] ?? NaN) - at);
                ok(off <= (grains[nth] ?? 0), `${nth}: ${simulated[nth]} for ${at}`);
            }
        }
    });

    it("comes back with all others that have waited for long", () => {
        const timer = new SynTimer(0.3);
        const returns = Array.from({ length: 10 }, (_, nth) => timer.after(9, 100 + nth / 10));
        ok(new Set(returns).size <= 2);
        ok(returns.every((at, nth) => at > 132 + nth / 10 && at <= 134.05 + nth / 10));
    });
});

describe("connections while no endpoint is ready", () => {
    it("are refused six at once, then one a second", () => {
        const limit = new RefusalLimit();
        const allowed = (times: readonly number[]): number =>
            times.filter((time) => limit.allows(time)).length;
        equal(allowed(Array<number>(50).fill(0)), 6);
        equal(allowed(Array.from({ length: 1000 }, (_, nth) => nth / 100)), 9);
        equal(allowed(Array<number>(50).fill(100)), 6);
    });

    it("are otherwise lost, and given up after 133 to 136 s", async () => {
        const { seen } = played(await cutOff("selects nobody"));
        const lasted = (reason: string): readonly number[] =>
            seen.ended
                .filter(({ failure }) => failure === reason)
                .map(({ startedAt, endedAt }) => endedAt - startedAt);
        const given = lasted("connectTimeout");
        ok(given.length > 20);
        ok(given.every((seconds) => seconds >= 133 && seconds <= 136));
        // A refusal meets a SYN: the first, or one that was sent again.
        const refused = lasted("refused").map((seconds) => Math.floor(seconds));
        const seconds = [...new Set(refused)].sort((one, other) => one - other);
        deepEqual(seconds.slice(0, 9), [0, 1, 2, 3, 4, 5, 7, 11, 19]);
        ok(seconds.slice(9).every((second) => [35, 36, 67, 68, 69, 70].includes(second)));
        // One a second, and the burst of six.
        ok(refused.length > 130 && refused.length < 212, `${refused.length}`);
    });

    it("share one limit per client, whatever the Service", () => {
        const refusals = new Refusals();
        const allowed = (client: string, count: number): number =>
            Array.from({ length: count }, () => refusals.allows(client, 10)).filter(Boolean).length;
        equal(allowed("10.244.0.10", 4), 4);
        equal(allowed("10.244.0.10", 4), 2);
        equal(allowed("10.244.0.11", 9), 6);
    });

    it("are refused at once, all of them, where a Service leads to a port that is closed", async () => {
        const { seen } = played(await objectsOf({ incident: "service", duration: "60s" }));
        const orders = seen.ended.filter(({ name }) => name === "Place Order");
        ok(orders.length > 60, `${orders.length}`);
        ok(
            orders.every(({ status, startedAt, endedAt }) => {
                return status === 500 && endedAt - startedAt < 0.5;
            }),
        );
        ok(seen.logs.every(({ pod }) => pod.deployment !== "orders"));
        ok(seen.served.every(({ pod }) => pod.deployment !== "orders"));
        ok(seen.samples.every(({ pods }) => pods.every(({ isReady }) => isReady)));
    });

    it("hold the front-end's own calls up as well", async () => {
        const objects = (
            await objectsOf({ incident: "hybrid", users: "50", duration: "100s" })
        ).map((object) =>
            object.kind === "Service" && object.metadata.name === "catalogue"
                ? { ...object, spec: { selector: { name: "nobody" } } }
                : object,
        );
        const { seen } = played(objects);
        const broken = seen.ended.filter(({ status }) => status === 500);
        const lasted = broken.map(({ startedAt, endedAt }) => endedAt - startedAt);
        // Six at once and one a second; nobody else has an answer before 134 s.
        ok(lasted.length > 60 && lasted.length < 112, `${lasted.length}`);
        ok(lasted.some((seconds) => seconds > 3));
        const fine = seen.ended.filter(({ name }) => name === "View Cart");
        ok(fine.length > 10 && fine.every(({ failure }) => failure === undefined));
    });

    it("reach the pod itself when there is no Service", async () => {
        const { seen } = played(await cutOff("is gone"));
        equal(seen.ended.filter(({ failure }) => failure === "connectTimeout").length, 0);
        ok(seen.ended.filter(({ failure }) => failure === undefined).length > 1000);
    });
});
