import * as assert from "node:assert/strict";

import { holdsSeconds } from "../../../exam/score/remediate";
import { afterwardsSeconds } from "../../../exam/session/schedule";
import type { ContainerSpec } from "../../../shop/serviceSpec";
import { serviceNames, services } from "../../../shop/services";

describe("An exam whose agent has ended", () => {
    it("goes on until a pod of any service can be ready, and well for as long as is asked for", () => {
        for (const name of serviceNames) {
            const containers: readonly ContainerSpec[] = services[name].containers;
            for (const { readinessProbe } of containers) {
                const delay = readinessProbe?.initialDelaySeconds ?? 0;
                assert.ok(afterwardsSeconds(true) >= delay + holdsSeconds, name);
            }
        }
    });

    it("does not wait for that where nothing was changed", () => {
        assert.ok(afterwardsSeconds(false) < afterwardsSeconds(true));
        assert.ok(afterwardsSeconds(false) >= holdsSeconds);
    });
});
