import * as assert from "node:assert/strict";

import { holdsSeconds } from "../../../exam/score/remediate";
import { afterwardsSeconds, settledSeconds } from "../../../exam/session/schedule";
import { wellFor } from "../../../exam/session/wellFor";
import type { ContainerSpec } from "../../../shop/serviceSpec";
import { serviceNames, services } from "../../../shop/services";
import { brokenUntil, podsOf, recordOf, type Story } from "./recordOf";

describe("An exam whose agent has ended", () => {
    it("goes on until a pod of any service can be ready, and well for as long as is asked for", () => {
        for (const name of serviceNames) {
            const containers: readonly ContainerSpec[] = services[name].containers;
            for (const { readinessProbe } of containers) {
                const delay = readinessProbe?.initialDelaySeconds ?? 0;
                assert.ok(afterwardsSeconds >= delay + holdsSeconds, name);
            }
        }
    });

    it("goes on no longer than until all has been well for longer than is asked for", () => {
        const asked: number = holdsSeconds;
        assert.ok(settledSeconds > asked && settledSeconds < afterwardsSeconds);
    });
});

describe("For how long a shop has been well by itself", () => {
    const pod = (at: number, isReady: boolean) =>
        podsOf("payment", { at, pod: { isReady }, desired: 1 });
    const patched = { at: 50, name: "payment" };
    const untilThen = (story: Partial<Story>): number => {
        const record = recordOf({ task: "payment", served: brokenUntil(100), ...story });
        return Math.round(wellFor(record, 400, new Set()));
    };

    it("is since the last bad minute", () => {
        // In the minute from 94 on no more than one request in twenty fails.
        assert.equal(untilThen({ writes: [patched] }), 306);
    });

    it("is since the last change, also one that has brought nothing about", () => {
        assert.equal(untilThen({ writes: [patched, { at: 250, name: "carts" }] }), 150);
    });

    it("is since the last service has had a pod that is ready", () => {
        const pods = [pod(40, false), pod(310, true)];
        assert.equal(untilThen({ writes: [patched], pods }), 90);
        assert.equal(untilThen({ writes: [patched], pods: pods.slice(0, 1) }), 0);
    });

    it("is not at all where users still suffer", () => {
        assert.equal(untilThen({ writes: [patched], served: brokenUntil(380) }), 0);
    });
});
