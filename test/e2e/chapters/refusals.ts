import assert from "node:assert/strict";

import type { Range } from "../../support/engine/range";
import { changesIn } from "../../support/engine/update";
import { badInputs, type BadInput } from "./badInputs";

export function refusals(range: () => Range): void {
    describe("bad input is refused before anything is touched", () => {
        let stateBefore: string;
        const state = async (): Promise<string> => {
            const { resources } = (await range().dev.state()).deployment as { resources: unknown };
            return JSON.stringify(resources);
        };

        before(async () => {
            await range().settle();
            stateBefore = await state();
        });

        for (const input of badInputs) {
            it(input.title, () => expectRefusal(range(), input));
        }

        it("and the stack's state is what it was", async () => {
            assert.equal(await state(), stateBefore);
            await range().assertWhole();
        });

        it("and the way out that the error names works", async () => {
            const { dev } = range();
            await assert.rejects(dev.up({ incident: "latency", users: "abc" }));
            assert.match(dev.settings ?? "", /users: abc/);
            await dev.forget("users");
            await dev.forget("incident");
            const update = await dev.up();
            assert.deepEqual(changesIn(update.steps), []);
        });
    });
}

async function expectRefusal(range: Range, input: BadInput): Promise<void> {
    if (input.needs !== undefined) {
        await range.stack(input.needs);
    }
    const stack = await range.stack(input.stack ?? "dev");
    await input.prepare?.(range.api);
    try {
        const before = await range.shop.fingerprint();
        const { update, text, message } = await stack.refused(input.values);
        for (const [key, says] of Object.entries(input.says)) {
            assert.match(message, says, text);
            assert.match(message, new RegExp(key), text);
        }
        assert.deepEqual(changesIn(update.steps), []);
        assert.deepEqual(await range.shop.fingerprint(), before);
        range.record.refusal(message);
    } finally {
        await input.undo?.(range.api);
    }
}
