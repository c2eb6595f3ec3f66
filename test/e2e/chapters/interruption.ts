import assert from "node:assert/strict";
import { once } from "node:events";

import { waitFor } from "../../support/controlPlane";
import type { Range } from "../../support/engine/range";

export function interruption(range: () => Range): void {
    describe("a CLI that is killed in the middle of an injection", () => {
        before(() => range().settle());

        it("leaves a locked stack; after `cancel` the recovery removes all of the half injection", async () => {
            const { dev, shop } = range();
            await killedOnce(range(), async () => (await shop.jobs("load")).length > 0);
            const { text } = await dev.refused({ incident: "hybrid" });
            assert.match(text, /the stack is currently locked/);
            await dev.cancel();
            await range().recover();
            await range().assertWhole();
        });

        it("and the same injection then works, and is recovered from", async () => {
            await range().inject({ incident: "hybrid" });
            await range().recover();
            await range().assertWhole();
        });
    });
}

/** Starts an injection and kills the CLI, and only that, at the moment that is asked for. */
async function killedOnce({ dev }: Range, moment: () => Promise<boolean>): Promise<void> {
    const cli = dev.spawnUp({ incident: "hybrid" });
    const ended = once(cli, "exit");
    await waitFor("the moment to kill the CLI", 60, async () => (await moment()) || undefined);
    assert.ok(cli.kill("SIGKILL"), "the CLI had ended already");
    await ended;
}
