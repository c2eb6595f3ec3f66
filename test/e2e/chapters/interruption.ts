import assert from "node:assert/strict";
import { once } from "node:events";

import { waitFor } from "../../../range/controlPlane/wait";
import type { Values } from "../../support/engine/commandLine";
import type { Range } from "../../support/engine/range";
import { assertLoad } from "./load";

export function interruption(range: () => Range): void {
    describe("a CLI that is killed in the middle of an update", () => {
        before(() => range().settle());

        it("leaves a locked stack; `cancel` and the same `up` finish the update", async () => {
            const { dev, shop } = range();
            await range().inject({ incident: "hybrid" });
            // The old load is asked to end, which takes a while; the new one is not there yet.
            await killedOnce(range(), { users: "900" }, async () =>
                (await shop.jobPods()).some(({ metadata }) => metadata?.deletionTimestamp),
            );
            const { text } = await dev.refused({ users: "900" });
            assert.match(text, /the stack is currently locked/);
            await dev.cancel();
            await range().inject({ users: "900" });
            await assertLoad(range(), "hybrid", { users: 900 });
        });

        it("and after the recovery nothing is left of either attempt", async () => {
            await range().recover();
            await range().assertWhole();
        });

        // The moments at which the engine has asked for something and not yet noted that it is
        // there: it forgets what it has made, and only the sweep of the recovery finds it.
        const moments = ["Lease", "Job"];
        for (const kind of moments) {
            it(`just after it made the ${kind}: cancelled and recovered from, all can be injected again`, async () => {
                const { dev, shop } = range();
                await killedOnce(
                    range(),
                    { incident: "hybrid" },
                    async () => (await shop.names(kind)).length > 0,
                );
                await dev.cancel();
                await range().recover();
                await range().assertWhole();
                await range().inject({ incident: "hybrid" });
                await range().recover();
                await range().assertWhole();
            });
        }
    });
}

/** Starts an update and kills the CLI, and only that, at the moment that is asked for. */
async function killedOnce(
    { dev }: Range,
    values: Values,
    moment: () => Promise<boolean>,
): Promise<void> {
    const cli = dev.spawnUp(values);
    const ended = once(cli, "exit");
    await waitFor("the moment to kill the CLI", 60, async () => (await moment()) || undefined);
    assert.ok(cli.kill("SIGKILL"), "the CLI had ended already");
    await ended;
}
